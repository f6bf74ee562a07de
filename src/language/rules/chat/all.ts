import type { Rule } from '../rule.ts';
import { lastRole } from './last-role.ts';

export const chatRules: readonly Rule[] = [lastRole];

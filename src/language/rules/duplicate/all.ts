import type { Rule } from '../rule.ts';
import { exact } from './exact.ts';

export const duplicateRules: readonly Rule[] = [exact];

import type { Rule } from '../rule.ts';
import { missing } from './missing.ts';

export const coverageRules: readonly Rule[] = [missing];

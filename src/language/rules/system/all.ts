import type { Rule } from '../rule.ts';
import { drift } from './drift.ts';
import { missing } from './missing.ts';

export const systemRules: readonly Rule[] = [drift, missing];

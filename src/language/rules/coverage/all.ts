import type { Rule } from '../rule.ts';

export const coverageRules: readonly Rule[] = [];

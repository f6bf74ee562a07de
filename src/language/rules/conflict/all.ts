import type { Rule } from '../rule.ts';

export const conflictRules: readonly Rule[] = [];

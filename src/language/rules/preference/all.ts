import type { Rule } from '../rule.ts';

export const preferenceRules: readonly Rule[] = [];

import type { Rule } from '../rule.ts';
import { answer } from './answer.ts';

export const conflictRules: readonly Rule[] = [answer];

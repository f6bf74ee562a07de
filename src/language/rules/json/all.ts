import type { Rule } from '../rule.ts';
import { blankLine } from './blank-line.ts';

export const jsonRules: readonly Rule[] = [blankLine];

import type { Rule } from '../rule.ts';
import { mojibake } from './mojibake.ts';
import { placeholder } from './placeholder.ts';

export const contentRules: readonly Rule[] = [mojibake, placeholder];

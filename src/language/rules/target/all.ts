import type { Rule } from '../rule.ts';
import { unsupportedFormat } from './unsupported-format.ts';

export const targetRules: readonly Rule[] = [unsupportedFormat];

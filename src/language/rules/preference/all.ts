import type { Rule } from '../rule.ts';
import { contradiction } from './contradiction.ts';
import { identical } from './identical.ts';
import { lengthBias } from './length-bias.ts';
import { promptMismatch } from './prompt-mismatch.ts';
import { shape } from './shape.ts';

export const preferenceRules: readonly Rule[] = [shape, identical, promptMismatch, contradiction, lengthBias];

import type { Rule } from '../rule.ts';
import { blankLine } from './blank-line.ts';
import { bom } from './bom.ts';
import { duplicateKey } from './duplicate-key.ts';
import { encoding } from './encoding.ts';
import { layout } from './layout.ts';
import { lineEnding } from './line-ending.ts';
import { loneSurrogate } from './lone-surrogate.ts';
import { nonFinite } from './non-finite.ts';
import { notObject } from './not-object.ts';
import { syntax } from './syntax.ts';

export const jsonRules: readonly Rule[] = [
  encoding,
  layout,
  bom,
  lineEnding,
  syntax,
  notObject,
  blankLine,
  duplicateKey,
  nonFinite,
  loneSurrogate,
];

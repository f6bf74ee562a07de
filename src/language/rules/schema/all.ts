import type { Rule } from '../rule.ts';
import { drift } from './drift.ts';
import { missingKey } from './missing-key.ts';
import { mixedFormats } from './mixed-formats.ts';
import { unknownFormat } from './unknown-format.ts';
import { unknownKey } from './unknown-key.ts';
import { wrongType } from './wrong-type.ts';

export const schemaRules: readonly Rule[] = [
  unknownFormat,
  mixedFormats,
  missingKey,
  unknownKey,
  wrongType,
  drift,
];

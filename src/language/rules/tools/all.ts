import type { Rule } from '../rule.ts';
import { argumentsJson } from './arguments-json.ts';
import { argumentsSchema } from './arguments-schema.ts';
import { argumentsType } from './arguments-type.ts';
import { callId } from './call-id.ts';
import { definition } from './definition.ts';
import { missingResult } from './missing-result.ts';
import { toolName } from './name.ts';
import { undeclared } from './undeclared.ts';
import { unmatchedResult } from './unmatched-result.ts';
import { unsupported } from './unsupported.ts';
import { unused } from './unused.ts';

export const toolsRules: readonly Rule[] = [
  argumentsJson,
  argumentsSchema,
  argumentsType,
  undeclared,
  unused,
  unmatchedResult,
  missingResult,
  toolName,
  callId,
  unsupported,
  definition,
];

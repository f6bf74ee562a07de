import type { Rule } from '../rule.ts';
import { contentAndCalls } from './content-and-calls.ts';
import { emptyContent } from './empty-content.ts';
import { firstRole } from './first-role.ts';
import { lastRole } from './last-role.ts';
import { noAssistant } from './no-assistant.ts';
import { noUser } from './no-user.ts';
import { nothingTrained } from './nothing-trained.ts';
import { reservedText } from './reserved-text.ts';
import { roleOrder } from './role-order.ts';
import { systemPosition } from './system-position.ts';
import { unknownRole } from './unknown-role.ts';
import { weight } from './weight.ts';

export const chatRules: readonly Rule[] = [
  unknownRole,
  roleOrder,
  systemPosition,
  firstRole,
  lastRole,
  noUser,
  noAssistant,
  emptyContent,
  contentAndCalls,
  weight,
  nothingTrained,
  reservedText,
];

import { lastRole } from './chat/last-role.ts';
import { exact } from './duplicate/exact.ts';
import { blankLine } from './json/blank-line.ts';
import type { Rule } from './rule.ts';

/** Every rule, by family. A rule is on the list or does not exist. */
export const rules: readonly Rule[] = [blankLine, lastRole, exact];

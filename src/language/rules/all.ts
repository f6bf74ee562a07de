import { chatRules } from './chat/all.ts';
import { conflictRules } from './conflict/all.ts';
import { contentRules } from './content/all.ts';
import { coverageRules } from './coverage/all.ts';
import { duplicateRules } from './duplicate/all.ts';
import { jsonRules } from './json/all.ts';
import { preferenceRules } from './preference/all.ts';
import type { Rule } from './rule.ts';
import { schemaRules } from './schema/all.ts';
import { systemRules } from './system/all.ts';
import { targetRules } from './target/all.ts';
import { toolsRules } from './tools/all.ts';

/** Every rule, family by family. A rule is on a family's list or does not exist. */
export const rules: readonly Rule[] = [
  ...jsonRules,
  ...schemaRules,
  ...chatRules,
  ...toolsRules,
  ...preferenceRules,
  ...targetRules,
  ...duplicateRules,
  ...conflictRules,
  ...systemRules,
  ...contentRules,
  ...coverageRules,
];

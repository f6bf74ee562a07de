import * as z from 'zod';
import type { SeveritySetting } from './checking/ruleset.ts';
import { rules } from './rules/all.ts';
import { targetById, targetIds } from './targets/all.ts';
import type { TargetId } from './targets/target.ts';
import { trainingSchema } from './training.ts';

const severity = z.enum(['off', 'hint', 'info', 'warning', 'error']).meta({
  id: 'severity',
  // What VS Code shows beside each value while it is completed.
  enumDescriptions: [
    'The rule is not checked.',
    'Dots under the text; not in the list of problems.',
    'Told, and nothing more.',
    'Should be looked at; fails `tuneset check`.',
    'Breaks the training, or spoils it.',
  ],
});

const target = z.enum(targetIds as [TargetId, ...TargetId[]]).meta({
  id: 'target',
  enumDescriptions: targetIds.map((id) => targetById(id).title),
});

const paths = z.union([z.string(), z.array(z.string())]);

/** Codes and families by name, so that an editor can complete them and names that don't exist are told. */
const ruleSettings = z
  .strictObject(
    Object.fromEntries(
      ruleKeys().map(({ key, description }) => [key, severity.optional().meta({ description })]),
    ) as Record<string, z.ZodOptional<z.ZodType<SeveritySetting>>>,
  )
  .describe('Severity of rules, by code ("chat.last-role") or family ("chat"). The code\'s own entry wins.');

function ruleKeys(): { key: string; description: string }[] {
  const families = new Set(rules.map((rule) => rule.code.split('.')[0]!));
  return [
    ...[...families].map((key) => ({ key, description: `Every rule of the family "${key}".` })),
    ...rules.map((rule) => ({
      key: rule.code,
      description: `${rule.title}. Default: ${rule.severity}.`,
    })),
  ];
}

/** What tuneset.json holds. Keys of later features are accepted and left to them. */
export const configurationSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where the schema of this file is.'),
    target: z
      .union([target, z.array(target).min(1)])
      .optional()
      .describe('Where the data is to be trained: one target, or several that it must work for.'),
    baseModel: z
      .string()
      .optional()
      .describe('The model that is tuned: a name the target knows, or a folder.'),
    files: z
      .strictObject({
        train: paths.optional().describe('Files to train on: paths or globs, from this folder.'),
        validation: paths.optional().describe('Files held out to watch the training: paths or globs.'),
        test: paths.optional().describe('Files held out to compare base and tuned model: paths or globs.'),
        general: paths.optional().describe('General examples that guard against forgetting: paths or globs.'),
      })
      .optional()
      .describe('Which file is which split. Without it the names of files tell: train.jsonl, valid.jsonl.'),
    rules: ruleSettings.optional(),
    coverage: z
      .looseObject({})
      .optional()
      .describe('Edge cases of your own, and how many examples each needs.'),
    suppress: z.array(z.looseObject({})).optional().describe('Problems of single rows that are meant to be.'),
    endpoints: z.looseObject({}).optional().describe('Servers that complete prompts.'),
    training: trainingSchema.optional(),
  })
  .describe('Tuneset configuration: applies to the data beside it and below.');

export type Configuration = z.infer<typeof configurationSchema>;

/** The targets that a configuration names, as a list without repeats. */
export function targetsOf(configuration: Configuration): readonly TargetId[] {
  return configuration.target === undefined ? [] : [...new Set([configuration.target].flat())];
}

/** The severities that a configuration sets, by rule code or family. */
export function severitiesOf(configuration: Configuration): Readonly<Record<string, SeveritySetting>> {
  const set = Object.entries(configuration.rules ?? {});
  return Object.fromEntries(set.filter((entry) => entry[1] !== undefined)) as Record<string, SeveritySetting>;
}

/** The JSON Schema of tuneset.json, as an editor completes, explains and checks it. */
export function configurationJsonSchema(): object {
  return {
    ...z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }),
    title: 'Tuneset configuration',
    // tuneset.json is read with both; VS Code asks the schema whether it may let them be.
    allowComments: true,
    allowTrailingCommas: true,
  };
}

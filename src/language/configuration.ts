import { z } from 'zod';
import { rules } from './rules/all.ts';
import { targetIds } from './targets/all.ts';
import type { TargetId } from './targets/target.ts';

const severity = z.enum(['off', 'hint', 'info', 'warning', 'error']);

const target = z.enum(targetIds as [TargetId, ...TargetId[]]);

const paths = z.union([z.string(), z.array(z.string())]);

const families = [...new Set(rules.map((rule) => rule.code.split('.')[0]!))];
const codes = rules.map((rule) => rule.code);

/** Rule severities: any code or family, so that an editor can complete them and names that don't exist are told. */
const ruleSettings = z
  .strictObject(
    Object.fromEntries(
      [...codes, ...families].map((key) => [key, severity.optional().describe(descriptionOf(key))]),
    ),
  )
  .describe('Severity of rules, by code ("chat.last-role") or family ("chat").');

function descriptionOf(key: string): string {
  const rule = rules.find((candidate) => candidate.code === key);
  return rule === undefined
    ? `Every rule of the family "${key}".`
    : `${rule.title}. Default: ${rule.severity}.`;
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
        validation: paths.optional().describe('Files held out to watch the training.'),
        test: paths.optional().describe('Files held out to compare base and tuned model.'),
        general: paths.optional().describe('General examples that guard against forgetting.'),
      })
      .optional()
      .describe('Which file is which split.'),
    rules: ruleSettings.optional(),
    coverage: z
      .looseObject({})
      .optional()
      .describe('Edge cases of your own, and how many examples each needs.'),
    suppress: z.array(z.looseObject({})).optional().describe('Problems of single rows that are meant to be.'),
    endpoints: z.looseObject({}).optional().describe('Servers that complete prompts.'),
    training: z.looseObject({}).optional().describe('Provider, method and hyperparameters of training runs.'),
  })
  .describe('Tuneset configuration: applies to the data beside it and below.');

export type Configuration = z.infer<typeof configurationSchema>;

/** The targets that a configuration names, as a list. */
export function targetsOf(configuration: Configuration): readonly TargetId[] {
  return configuration.target === undefined ? [] : [configuration.target].flat();
}

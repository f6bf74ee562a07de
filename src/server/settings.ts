import {
  type CheckOptions,
  rules,
  type SeveritySetting,
  severities,
  type TargetId,
  targetById,
  targetIds,
} from '../language/index.ts';

/** What a user sets in the editor; tuneset.json comes before it. */
export interface ClientSettings {
  readonly enable: boolean;
  readonly targets: readonly TargetId[];
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly maxProblems: number;
}

/** What is in force for one document. */
export interface DocumentSettings {
  readonly enable: boolean;
  readonly maxProblems: number;
  readonly options: CheckOptions;
  /** The tuneset.json that applies. */
  readonly configuration: { readonly path: string; readonly error: string | undefined } | undefined;
}

/** VS Code shows 1,000 problems a file: above this number ours would push out those of others, or our own summary. */
export const mostProblems = 900;

export const defaultProblems = 500;

/** Reads the section `tuneset` of an editor's settings. What can't be meant counts as not set. */
export function readSettings(section: unknown): ClientSettings {
  const { enable, target, rules: severitiesByCode, maxProblems } = isRecord(section) ? section : {};
  return {
    enable: enable !== false,
    targets: [target].flat().filter((id): id is TargetId => (targetIds as unknown[]).includes(id)),
    rules: readRules(severitiesByCode),
    maxProblems: readLimit(maxProblems),
  };
}

function readRules(value: unknown): Record<string, SeveritySetting> {
  const names = new Set(rules.flatMap(({ code }) => [code, code.split('.')[0]]));
  const entries = Object.entries(isRecord(value) ? value : {}).filter(
    (entry): entry is [string, SeveritySetting] =>
      names.has(entry[0]) && (entry[1] === 'off' || (severities as unknown[]).includes(entry[1])),
  );
  return Object.fromEntries(entries);
}

function readLimit(value: unknown): number {
  return typeof value === 'number' && value >= 1
    ? Math.min(Math.floor(value), mostProblems)
    : defaultProblems;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function targetsById(ids: readonly TargetId[]): CheckOptions['targets'] {
  return ids.map((id) => targetById(id));
}

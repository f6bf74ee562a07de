import type { Training } from '../../language/index.ts';
import { specSchema, type TrainingSpec } from '../../providers/spec.ts';
import { defaults, type Setting } from '../defaults.ts';

export type Origins = Record<string, 'asked' | 'configuration'>;

/** What is said of a run, from the strongest to the weakest. */
export interface Said {
  readonly asked: Training;
  readonly configuration: Training;
}

/** Settles every value: what was asked for, else what the configuration says, else the default. */
export function settle(
  said: Said,
  setting: Setting,
  baseModel: string,
): { readonly spec: TrainingSpec; readonly origins: Origins } {
  const origins: Origins = {};
  const spec: Record<string, unknown> = { method: setting.method, baseModel };
  for (const { parameter, value } of defaults) {
    const given = saidOf(said, parameter, origins);
    put(spec, parameter, given === undefined ? value(setting) : given);
  }
  const alpha = saidOf(said, 'adapter.alpha', origins);
  // The adapter counts alpha / rank: with another rank it is to count the same.
  put(spec, 'adapter.alpha', alpha ?? 2 * (at(spec, 'adapter.rank') as number));
  return { spec: specSchema.parse(spec), origins };
}

/** The value of a parameter that somebody gave; null is one. */
export function saidOf(said: Said, parameter: string, origins: Origins): unknown {
  for (const origin of ['asked', 'configuration'] as const) {
    const value = at(said[origin], parameter);
    if (value !== undefined) {
      origins[parameter] = origin;
      return value;
    }
  }
  return undefined;
}

function at(holder: unknown, parameter: string): unknown {
  let value = holder;
  for (const key of parameter.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return value;
}

function put(spec: Record<string, unknown>, parameter: string, value: unknown): void {
  const [first, second] = parameter.split('.') as [string, string?];
  if (second === undefined) {
    spec[first] = value;
  } else {
    spec[first] ??= {};
    (spec[first] as Record<string, unknown>)[second] = value;
  }
}

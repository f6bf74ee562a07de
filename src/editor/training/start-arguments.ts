import path from 'node:path';
import * as z from 'zod';
import { trainingSchema } from '../../language/index.ts';
import { providerIds } from '../../providers/provider.ts';
import { methods } from '../../providers/spec.ts';
import type { Asked } from '../../runs/plan.ts';

/**
 * What `tuneset.startTrainingRun` takes from key bindings, tasks and other extensions: answers that are then not asked
 * for. With `start` nothing is asked at all: the run is started where no check stands in its way, but for those named in
 * `override`, and the command returns its id.
 */
const schema = z.strictObject({
  /** A folder, a tuneset.json or a dataset: absolute, or from the first folder of the workspace. */
  at: z.string().min(1).optional(),
  provider: z.enum(providerIds).optional(),
  name: z.string().min(1).optional(),
  baseModel: z.string().min(1).optional(),
  method: z.enum(methods).optional(),
  train: z.array(z.string()).optional(),
  validation: z.array(z.string()).optional(),
  training: trainingSchema.optional(),
  override: z.array(z.string()).optional(),
  start: z.boolean().optional(),
});

export interface StartArguments {
  readonly at: string | undefined;
  readonly asked: Asked;
  readonly override: readonly string[];
  readonly start: boolean;
}

/** Reads the arguments; throws an error that says which of them is wrong. Relative paths start at `folder`. */
export function readStartArguments(given: unknown, folder: string): StartArguments {
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new Error(`Start Training Run was called with wrong arguments. ${z.prettifyError(result.error)}`);
  }
  const { at, override = [], start = false, train, validation, ...rest } = result.data;
  const resolved = (files: readonly string[]): string[] => files.map((file) => path.resolve(folder, file));
  const asked = {
    ...rest,
    ...(train && { train: resolved(train) }),
    ...(validation && { validation: resolved(validation) }),
  };
  return {
    at: at === undefined ? undefined : path.resolve(folder, at),
    asked: withoutUndefined(asked) as Asked,
    override,
    start,
  };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, of]) => of !== undefined)) as T;
}

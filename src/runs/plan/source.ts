import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  configurationName,
  describeProblem,
  type ParsedConfiguration,
} from '../../workspace/configuration.ts';
import { Configurations } from '../../workspace/configurations.ts';
import { UnreadableFile } from '../../workspace/read.ts';
import { PlanError } from './error.ts';

/** What a plan starts from. */
export interface Source {
  /** Absolute. */
  readonly root: string;
  readonly parsed: ParsedConfiguration | undefined;
  /** The dataset that was asked for by its own path. */
  readonly dataset: string | undefined;
}

/** Finds the configuration of a folder, a dataset or itself. Throws `PlanError` for one that is wrong anywhere. */
export async function findSource(at: string): Promise<Source> {
  const absolute = path.resolve(at);
  const kind = await kindOf(absolute);
  if (kind === undefined) {
    throw new PlanError(`${absolute}: there is no such file or folder.`);
  }
  const folder = kind === 'folder' ? absolute : path.dirname(absolute);
  const isConfiguration = kind === 'file' && path.basename(absolute) === configurationName;
  const parsed = await nearest(folder);
  if (parsed !== undefined && parsed.problems.length > 0) {
    throw new PlanError(parsed.problems.map((problem) => describeProblem(problem)).join('\n'));
  }
  return {
    root: parsed === undefined ? folder : path.dirname(parsed.path),
    parsed,
    dataset: kind === 'file' && !isConfiguration ? absolute : undefined,
  };
}

export async function kindOf(file: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

async function nearest(folder: string): Promise<ParsedConfiguration | undefined> {
  try {
    return await new Configurations().nearest(folder);
  } catch (error) {
    throw error instanceof UnreadableFile ? new PlanError(`${error.path}: ${error.message}`) : error;
  }
}

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Split } from '../../language/index.ts';
import { describeProblem } from '../../workspace/configuration.ts';
import { namedFiles } from '../../workspace/configurations.ts';
import { splitOfName } from '../../workspace/split-names.ts';
import { PlanError } from './error.ts';
import { kindOf, type Source } from './source.ts';

export interface PlanFiles {
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

export interface AskedFiles {
  readonly train?: readonly string[];
  readonly validation?: readonly string[];
}

/**
 * Which files are trained on, watched and held out: those asked for, else those of the configuration, else those whose
 * names tell. Throws `PlanError`.
 */
export async function findFiles(source: Source, asked: AskedFiles): Promise<PlanFiles> {
  const found = await listed(source, asked);
  const named = source.dataset === undefined ? undefined : [source.dataset];
  const train = await existing(asked.train ?? named ?? found.train);
  if (train.length === 0) {
    throw new PlanError(nothingToTrain(source));
  }
  const validation = await existing(asked.validation ?? found.validation);
  const both = asked.validation === undefined ? undefined : validation.find((file) => train.includes(file));
  if (both !== undefined) {
    throw new PlanError(
      `${both} is both trained on and held out to watch the training: what is measured on it would say nothing. Take it out of one of them.`,
    );
  }
  const heldOut = (files: readonly string[]) => files.filter((file) => !train.includes(file));
  const watched = heldOut(validation);
  return {
    train,
    validation: watched,
    test: heldOut(found.test).filter((file) => !watched.includes(file)),
  };
}

async function listed({ parsed, root, dataset }: Source, asked: AskedFiles): Promise<PlanFiles> {
  const named = parsed === undefined ? undefined : await namedFiles(parsed);
  if (named === undefined) {
    return byName(root, dataset !== undefined || asked.train !== undefined);
  }
  const configured = parsed?.configuration.files ?? {};
  // What is not asked of the configuration may be wrong in it.
  const needed = (['train', 'validation', 'test'] as const).filter(
    (split) => configured[split] !== undefined && (split === 'test' || asked[split] === undefined),
  );
  const lines = needed.map((split) => parsed!.locate(['files', split]));
  const problems = named.problems.filter((problem) =>
    lines.some(({ line, endLine }) => problem.line >= line && problem.line <= endLine),
  );
  if (problems.length > 0) {
    throw new PlanError(problems.map((problem) => describeProblem(problem)).join('\n'));
  }
  const of = (split: Split) => [...named.splits].filter((entry) => entry[1] === split).map(([file]) => file);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

/** The datasets of a folder by what their names tell. One that tells nothing is trained on where it is the only one. */
async function byName(folder: string, trainKnown: boolean): Promise<PlanFiles> {
  const names = (await readdir(folder)).filter((name) => /\.(jsonl|ndjson)$/i.test(name)).sort();
  const of = (split: Split | undefined) =>
    names.filter((name) => splitOfName(name) === split).map((name) => path.join(folder, name));
  const train = of('train');
  const rest = of(undefined);
  if (!trainKnown && train.length === 0 && rest.length > 1) {
    throw new PlanError(
      `No file in ${folder} says by its name that it is to be trained on: there are ${rest.map((file) => path.basename(file)).join(', ')}. Name the files in tuneset.json: "files": { "train": "…" }.`,
    );
  }
  return {
    train: train.length > 0 ? train : rest,
    validation: of('validation'),
    test: of('test'),
  };
}

async function existing(files: readonly string[]): Promise<string[]> {
  const absolute = [...new Set(files.map((file) => path.resolve(file)))];
  for (const file of absolute) {
    const kind = await kindOf(file);
    if (kind !== 'file') {
      throw new PlanError(
        `${file}: ${kind === 'folder' ? 'is a folder, not a file' : 'there is no such file'}.`,
      );
    }
  }
  return absolute;
}

function nothingToTrain({ root, parsed }: Source): string {
  return parsed?.configuration.files === undefined
    ? `There is nothing to train on in ${root}: no file train.jsonl. Name the files in tuneset.json: "files": { "train": "…" }.`
    : `${parsed.path} names no files to train on. Add them: "files": { "train": "…" }.`;
}

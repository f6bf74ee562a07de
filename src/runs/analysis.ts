import {
  addSurveys,
  chooseShape,
  emptySurvey,
  type SeveritySetting,
  type ShapeSurvey,
  severitiesOf,
  type TrlShape,
} from '../language/index.ts';
import { readConfiguration } from '../workspace/configurations.ts';
import type { PreparedFile } from '../workspace/prepare-file.ts';
import { findLeaks, type Leaks } from './analysis/leaks.ts';
import { type AnalyseOptions, Preparation } from './analysis/preparation.ts';
import { analysisOf, fingerprintOf, type SplitAnalysis } from './analysis/split.ts';
import { makeStaging, removeStaging } from './analysis/staging.ts';
import type { RunPlan } from './plan.ts';
import type { RunRecord } from './record.ts';

/** What is known of a plan's rows, and the rows in TRL's shape, ready to be moved into a run. */
export interface Analysis {
  /** The folder of the prepared rows, absolute: it becomes the run's `data`. */
  readonly staging: string;
  /** As a run's record has it: paths of rows are those that they will have in the run's folder. */
  readonly dataset: RunRecord['dataset'];
  /** The shape that all rows have; undefined where there are none. */
  readonly shape: TrlShape | undefined;
  readonly survey: ShapeSurvey;
  readonly train: SplitAnalysis;
  readonly validation: SplitAnalysis;
  /** Held out for later: nothing of it goes into the run. */
  readonly testRows: number;
  readonly leaks: Leaks;
  /** Removes what was prepared; of no effect once a run has taken it. */
  discard(): Promise<void>;
}

/**
 * Checks, converts and counts the rows of a plan on other threads, and writes what the run will read. Nothing is left
 * behind where it fails or is cancelled. Throws `UnreadableFile`, and the signal's reason once it is aborted. An
 * analysis holds for plans with the same files, method, loss and configuration.
 */
export async function analyse(plan: RunPlan, options: AnalyseOptions = {}): Promise<Analysis> {
  options.signal?.throwIfAborted();
  const rules = plan.configuration === undefined ? {} : await severities(plan.configuration);
  const staging = await makeStaging(plan.root);
  const discard = (): Promise<void> => removeStaging(staging);
  try {
    return { ...(await analysed(plan, new Preparation(plan, staging, rules, options), options)), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function severities(configuration: string): Promise<Readonly<Record<string, SeveritySetting>>> {
  return severitiesOf((await readConfiguration(configuration)).configuration);
}

async function analysed(
  { files: { train, validation }, spec }: RunPlan,
  preparation: Preparation,
  { signal }: AnalyseOptions,
): Promise<Omit<Analysis, 'discard'>> {
  const first = await preparation.prepare();
  const trained = first.slice(0, train.length + validation.length);
  const survey = trained.map(({ conversion }) => conversion.survey).reduce(addSurveys, emptySurvey);
  const shape = trained.some((file) => file.shape !== undefined)
    ? chooseShape(survey, spec.method, spec.hyperparameters.loss)
    : undefined;
  const files = shape === undefined ? trained : await preparation.inOneShape(trained, shape);
  const splits = {
    train: analysisOf(files.slice(0, train.length)),
    validation: analysisOf(files.slice(train.length)),
  };
  const test = analysisOf(first.slice(trained.length));
  const data = {
    train: await preparation.join('train', files.slice(0, train.length)),
    validation:
      validation.length === 0 ? null : await preparation.join('validation', files.slice(train.length)),
  };
  await preparation.tidy();
  return {
    staging: preparation.staging,
    dataset: {
      fingerprint: fingerprintOf(splits.train.table, splits.validation.table),
      files: files.map((file, index) => ({
        path: preparation.nameOf(file.path),
        split: index < train.length ? 'train' : 'validation',
        rows: file.rows,
        used: file.table.count,
        sha256: file.sha256,
      })),
      ...data,
      leftOut: leftOutOf(files, preparation),
      tokens: { total: splits.train.tokens.total, trained: splits.train.tokens.trained },
    },
    shape,
    survey,
    ...splits,
    testRows: test.used,
    leaks: await findLeaks(splits.train, { validation: splits.validation, test }, signal),
  };
}

function leftOutOf(
  files: readonly PreparedFile[],
  preparation: Preparation,
): RunRecord['dataset']['leftOut'] {
  return files.flatMap(({ path, conversion }) =>
    conversion.leftOut.map((row) => ({ path: preparation.nameOf(path), ...row })),
  );
}

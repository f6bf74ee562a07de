import { stat } from 'node:fs/promises';
import path from 'node:path';
import { trainingSchema } from '../../language/index.ts';
import type { Asked } from '../../runs/plan.ts';
import { findInputs } from '../inputs.ts';
import { type Io, WrongUse } from '../io.ts';
import { shownPath } from '../paths.ts';
import { type Assignment, assignmentOf, trainingOf } from './assignments.ts';

/** The arguments of `tuneset train` that say what is to be trained. */
export interface PlanArguments extends Readonly<Partial<Record<OwnOption, string>>> {
  /** A folder, a tuneset.json or a dataset. */
  readonly path?: string;
  readonly name?: string;
  readonly baseModel?: string;
  readonly train?: readonly string[];
  /** False: none, whatever the configuration says. */
  readonly validation?: readonly string[] | false;
  /** Each a `key=value`. */
  readonly set?: readonly string[];
}

/** Settings so common that they have options of their own: what is typed, what it sets, and what to say of it. */
export const ownOptions = {
  provider: { flag: '--provider', value: 'id', key: 'provider', help: 'where: trl, ray or anyscale' },
  method: { flag: '--method', value: 'method', key: 'method', help: 'how: sft, dpo or orpo' },
  epochs: {
    flag: '--epochs',
    value: 'number',
    key: 'hyperparameters.epochs',
    help: 'how often each row is seen',
  },
  learningRate: {
    flag: '--learning-rate',
    value: 'number',
    key: 'hyperparameters.learningRate',
    help: 'size of the steps at their largest',
  },
  batchSize: {
    flag: '--batch-size',
    value: 'rows',
    key: 'hyperparameters.batchSize',
    help: 'rows that a device works on at once',
  },
  maxLength: {
    flag: '--max-length',
    value: 'tokens',
    key: 'hyperparameters.maxLength',
    help: 'after which a row is cut',
  },
  rank: { flag: '--rank', value: 'number', key: 'adapter.rank', help: 'of the adapter' },
  seed: {
    flag: '--seed',
    value: 'number',
    key: 'hyperparameters.seed',
    help: 'of all that is drawn at random',
  },
} as const;

type OwnOption = keyof typeof ownOptions;

/** What the arguments ask of a plan. Throws `WrongUse`. */
export async function askedOf(args: PlanArguments, cwd: Io['cwd']): Promise<Asked> {
  const { provider, method, ...training } = trainingOf(assignmentsOf(args));
  return {
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
    ...(args.name !== undefined && { name: args.name }),
    ...(args.baseModel !== undefined && { baseModel: await modelOf(args.baseModel, cwd) }),
    ...(args.train !== undefined && { train: await filesOf(args.train, cwd) }),
    ...(args.validation === false && { validation: [] }),
    ...(args.validation && { validation: await filesOf(args.validation, cwd) }),
    ...(Object.keys(training).length > 0 && { training: trainingSchema.parse(training) }),
  };
}

function assignmentsOf(args: PlanArguments): Assignment[] {
  const own = Object.entries(ownOptions).flatMap(([name, { flag, key }]) => {
    const text = args[name as OwnOption];
    return text === undefined ? [] : [{ option: flag, key, text }];
  });
  return [...own, ...(args.set ?? []).map(assignmentOf)];
}

/** A folder is one seen from the working folder; what is none there and no plain path is a name that hubs know. */
async function modelOf(name: string, cwd: string): Promise<string> {
  const folder = path.resolve(cwd, name);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder || /^\.{1,2}([/\\]|$)/.test(name) ? folder : name;
}

async function filesOf(names: readonly string[], cwd: string): Promise<string[]> {
  const { files, unreadable } = await findInputs(names, cwd);
  const [first] = unreadable;
  if (first !== undefined) {
    throw new WrongUse(`${shownPath(first.path, cwd)}: ${first.message}`);
  }
  return [...files];
}

import path from 'node:path';
import { prepareWorkbenches } from '../../test/e2e/harness/prepared.ts';
import { runHostSuite } from '../../test/host/harness/run.ts';
import { type BrowserEditor, findBrowserEditor, findHostEditor } from '../editor.ts';
import { packageExtension } from '../package.ts';
import type { Counts } from './counts.ts';
import { npmProgram } from './npm.mjs';
import { once } from './once.ts';
import { run } from './run.ts';
import { note } from './say.mjs';
import { removeFolder } from './temp-folder.ts';
import { rayEnvironment, trainingEnvironment } from './training-environment.ts';
import { runVitest } from './vitest.ts';

const root = path.join(import.meta.dirname, '..', '..');
const minute = 60_000;

export const suiteNames = ['check', 'unit', 'training', 'host', 'e2e'] as const;

export type SuiteName = (typeof suiteNames)[number];

/** What the suites share: each thing is made once, when it is first asked for. */
export interface Shared {
  vsix: () => Promise<string>;
  hostEditor: () => ReturnType<typeof findHostEditor>;
  browserEditor: () => Promise<BrowserEditor>;
  /** What tests that train are told by the environment: an environment of Python and a tiny model. */
  training: () => Promise<Record<string, string>>;
}

/** Each suite throws if it cannot run. */
export const suites: Record<SuiteName, (shared: Shared) => Promise<Counts>> = {
  check: runCheck,
  unit: () => runVitest('unit', 30 * minute),
  training: async (shared) => runVitest('training', 40 * minute, await shared.training()),
  host: async (shared) => {
    await offerTraining(shared);
    return runHostSuite(await shared.vsix(), await shared.hostEditor());
  },
  e2e: runEndToEnd,
};

export function share(): Shared {
  const hostEditor = once(findHostEditor);
  return {
    vsix: once(packageExtension),
    hostEditor,
    browserEditor: once(async () => {
      // Not at the same time as the other: both may install the same things.
      await hostEditor().catch(() => {});
      return findBrowserEditor();
    }),
    training: once(prepareTraining),
  };
}

async function prepareTraining(): Promise<Record<string, string>> {
  const { python, model } = await trainingEnvironment();
  const ray = await rayEnvironment();
  return { TUNESET_TEST_PYTHON: python, TUNESET_TEST_MODEL: model, TUNESET_TEST_RAY_PYTHON: ray.python };
}

/** For suites of which only some tests train: where that can't be, those fail, and the others are run. */
async function offerTraining(shared: Shared): Promise<void> {
  try {
    Object.assign(process.env, await shared.training());
  } catch (error) {
    note(`Tests that train will fail: ${(error as Error).message}`);
  }
}

/** Types, lint and format are one test. */
async function runCheck(): Promise<Counts> {
  const code = await run(process.execPath, [npmProgram(), 'run', '--silent', 'check'], {
    cwd: root,
    timeoutMs: 10 * minute,
  });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runEndToEnd(shared: Shared): Promise<Counts> {
  await offerTraining(shared);
  const { environment, temp } = await prepareWorkbenches(await shared.vsix(), await shared.browserEditor());
  try {
    return await runVitest('e2e', 40 * minute, environment);
  } finally {
    await removeFolder(temp);
  }
}

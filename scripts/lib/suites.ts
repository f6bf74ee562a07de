import path from 'node:path';
import { prepareWorkbenches } from '../../test/e2e/harness/prepared.ts';
import { runHostSuite } from '../../test/host/harness/run.ts';
import { type BrowserEditor, findBrowserEditor, findHostEditor } from '../editor.ts';
import { packageExtension } from '../package.ts';
import type { Counts } from './counts.ts';
import { npmProgram } from './npm.mjs';
import { once } from './once.ts';
import { run } from './run.ts';
import { removeFolder } from './temp-folder.ts';
import { runVitest } from './vitest.ts';

const root = path.join(import.meta.dirname, '..', '..');
const minute = 60_000;

export const suiteNames = ['check', 'unit', 'host', 'e2e'] as const;

export type SuiteName = (typeof suiteNames)[number];

/** What the suites share: each thing is made once, when it is first asked for. */
export interface Shared {
  vsix: () => Promise<string>;
  hostEditor: () => ReturnType<typeof findHostEditor>;
  browserEditor: () => Promise<BrowserEditor>;
}

/** Each suite throws if it cannot run. */
export const suites: Record<SuiteName, (shared: Shared) => Promise<Counts>> = {
  check: runCheck,
  unit: () => runVitest('unit', 30 * minute),
  host: async (shared) => runHostSuite(await shared.vsix(), await shared.hostEditor()),
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
  };
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
  const { environment, temp } = await prepareWorkbenches(await shared.vsix(), await shared.browserEditor());
  try {
    return await runVitest('e2e', 40 * minute, environment);
  } finally {
    await removeFolder(temp);
  }
}

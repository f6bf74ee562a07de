import { findHostEditor } from '../../../scripts/editor.ts';
import { type Counts, formatCounts } from '../../../scripts/lib/counts.ts';
import { isMain, runMain } from '../../../scripts/lib/main.mjs';
import { step } from '../../../scripts/lib/say.mjs';
import { removeFolder } from '../../../scripts/lib/temp-folder.ts';
import { packageExtension } from '../../../scripts/package.ts';
import { runInBrowser } from './in-browser.ts';
import { runOnDesktop } from './on-desktop.ts';
import { prepareHostRun } from './prepare.ts';

const timeoutMs = 15 * 60_000;

/** Runs test/host/suite inside the extension host of a real VS Code, on the packed extension. */
export async function runHostSuite(
  vsix: string,
  editor: Awaited<ReturnType<typeof findHostEditor>>,
): Promise<Counts> {
  const run = await prepareHostRun(vsix);
  try {
    return editor.kind === 'desktop'
      ? await runOnDesktop(editor, run, timeoutMs)
      : await runInBrowser(editor, run, timeoutMs);
  } finally {
    await removeFolder(run.temp);
  }
}

if (isMain(import.meta)) {
  await runMain(async () => {
    const counts = await runHostSuite(await packageExtension(), await findHostEditor());
    step(formatCounts(counts));
    return counts.failed === 0 ? 0 : 1;
  });
}

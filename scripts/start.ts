import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildAll } from './build.ts';
import { wantedEditor } from './editor.ts';
import { isMain, runMain } from './lib/main.mjs';
import { HumanError, step } from './lib/say.mjs';
import { startBrowser } from './lib/start-browser.ts';
import { desktopCommand, startDesktop } from './lib/start-desktop.ts';

const root = path.join(import.meta.dirname, '..');
const samples = path.join(root, 'samples');
const flawed = path.join(samples, 'train.jsonl');

/** Opens the samples in a VS Code with Tuneset: the person's own where there is one, else one in the browser. */
async function start(): Promise<void> {
  if (!existsSync(samples)) {
    throw new HumanError(`${samples} is missing: restore it with: git checkout -- samples`);
  }
  const wanted = wantedEditor();
  const code = wanted === 'code-server' ? undefined : desktopCommand();
  if (code) {
    await buildAll(false);
    await startDesktop(code, root, samples, flawed);
    return;
  }
  if (wanted === 'desktop') {
    throw new HumanError(
      'There is no `code` on PATH, or no screen: install VS Code from https://code.visualstudio.com',
    );
  }
  step('There is no desktop VS Code here (no `code` on PATH, or no screen): it is opened in a browser.');
  await startBrowser(root, samples, flawed);
}

if (isMain(import.meta)) {
  await runMain(start);
}

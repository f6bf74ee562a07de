import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './build.ts';
import { isMain, runMain } from './lib/main.mjs';
import { HumanError, step } from './lib/say.mjs';

const root = path.join(import.meta.dirname, '..');
const budget = 2 * 1024 * 1024;

/** Builds for production and packs what users install. vsce prints what it packs. */
export async function packageExtension(): Promise<string> {
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(root, 'out', `${name}-${version}.vsix`);
  await mkdir(path.dirname(file), { recursive: true });
  await buildAll(true);
  // Everything is bundled, so no dependency is packed.
  await createVSIX({ cwd: root, packagePath: file, dependencies: false, allowMissingRepository: true });
  const { size } = await stat(file);
  if (size > budget) {
    throw new HumanError(
      `${path.basename(file)} has ${size} bytes, over its budget of ${budget}: see above what was packed`,
    );
  }
  step(`${path.relative(root, file)}: ${size} bytes, ${Math.round((size / budget) * 100)} % of its budget.`);
  return file;
}

if (isMain(import.meta)) {
  await runMain(async () => {
    await packageExtension();
  });
}

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationJsonSchema } from '../src/language/index.ts';
import { isMain, runMain } from './lib/main.mjs';
import { HumanError, step } from './lib/say.mjs';
import { withTables } from './readme.ts';

const root = path.join(import.meta.dirname, '..');

/** Files that are derived from sources, with what they should hold. */
export function generated(): { file: string; text: string }[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  return [
    { file: 'tuneset.schema.json', text: `${JSON.stringify(configurationJsonSchema(), null, 2)}\n` },
    { file: 'README.md', text: withTables(readme) },
  ];
}

/** Writes what is out of date; gives the names of those files. */
export async function generate(write = true): Promise<string[]> {
  const stale: string[] = [];
  for (const { file, text } of generated()) {
    const target = path.join(root, file);
    if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
      stale.push(file);
      if (write) {
        await writeFile(target, text);
      }
    }
  }
  return stale;
}

if (isMain(import.meta)) {
  await runMain(async () => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== '--check');
    if (unknown !== undefined) {
      throw new HumanError(`generate takes --check, not ${unknown}`);
    }
    const check = args.includes('--check');
    const stale = await generate(!check);
    if (check && stale.length > 0) {
      throw new HumanError(`Out of date: ${stale.join(', ')}. Run: node scripts/generate.ts`);
    }
    step(stale.length === 0 ? 'All generated files are up to date.' : `Wrote ${stale.join(', ')}.`);
  });
}

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { HumanError } from '../../../scripts/lib/say.mjs';

const suiteFolder = path.join(import.meta.dirname, '..', 'suite');

/**
 * Bundles the test files with mocha into one file whose `run()` the extension host calls. TUNESET_GREP picks tests by
 * a part of their title.
 */
export async function bundleSuite(outfile: string): Promise<void> {
  const files = (await readdir(suiteFolder)).filter((name) => name.endsWith('.test.ts')).sort();
  if (files.length === 0) {
    throw new HumanError(`${suiteFolder} holds no *.test.ts`);
  }
  // `require` here loads a file when it is called, after mocha has defined `describe` and `it`.
  const loaders = files.map(
    (name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(path.join(suiteFolder, name))}),`,
  );
  const entry = [
    `const { runSuite } = require(${JSON.stringify(path.join(import.meta.dirname, 'suite.ts'))});`,
    `exports.run = () => runSuite({ ${loaders.join('\n')} }, ${JSON.stringify(process.env.TUNESET_GREP ?? '')});`,
  ].join('\n');
  await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'error',
    define: { 'import.meta.dirname': '__dirname' },
  });
}

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';
import { isMain, runMain } from './lib/main.mjs';
import { HumanError, step } from './lib/say.mjs';
import { webviewBuild } from './lib/webview-build.ts';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  absWorkingDir: root,
  outdir: dist,
  logLevel: 'warning',
  // Packages that carry both are bundled from their ES modules, which can be cut down to what is used.
  mainFields: ['module', 'main'],
} satisfies BuildOptions;

/** Sources say `import.meta`, as ES modules do; these bundles are CommonJS and have other names for the same. */
const commonJs = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    'import.meta.url': '__moduleUrl',
  },
  banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
} satisfies BuildOptions;

/**
 * The command line is an ES module, because package.json says so of every .js file and `dist/cli.js` is its name.
 * What it bundles of CommonJS still calls `require`.
 */
const esModule = {
  ...common,
  format: 'esm',
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      'const __dirname = import.meta.dirname, __filename = import.meta.filename;',
    ].join('\n'),
  },
} satisfies BuildOptions;

/** What dist/ holds: each bundle's name and source. Those that are built together share the work of reading sources. */
const bundles: BuildOptions[] = [
  {
    ...commonJs,
    entryPoints: {
      extension: 'src/extension.ts',
      server: 'src/server/main.ts',
      worker: 'src/workspace/worker.ts',
    },
    external: ['vscode'],
  },
  { ...esModule, entryPoints: { cli: 'src/cli/main.ts' } },
  { ...webviewBuild, absWorkingDir: root },
];

function optionsOf(production: boolean): BuildOptions[] {
  return bundles.map((options) => ({
    ...options,
    minify: production,
    sourcemap: !production,
    // Names of functions and classes appear in stack traces and error names, which people report.
    keepNames: production,
  }));
}

/**
 * Builds everything into dist/, and writes the files that are derived from the sources. For production: minified and
 * without source maps.
 */
export async function buildAll(production: boolean): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const built = Promise.allSettled(optionsOf(production).map((options) => build(options)));
  // Both read all sources, at the same time. Where one of those is broken, the bundler says better what is wrong.
  const [generated] = await Promise.allSettled([generate()]);
  if ((await built).some((result) => result.status === 'rejected')) {
    throw new HumanError('The build failed: see above');
  }
  if (generated.status === 'rejected') {
    throw generated.reason;
  }
}

/** Loaded when it is called: it loads the sources, which may be broken. */
async function generate(): Promise<void> {
  const generator = await import('./generate.ts');
  await generator.generate();
}

async function watch(): Promise<void> {
  for (const options of optionsOf(false)) {
    const watched = await context(options);
    await watched.watch();
  }
  step('Watching; Ctrl-C ends it.');
}

if (isMain(import.meta)) {
  await runMain(async () => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== '--production' && arg !== '--watch');
    if (unknown) {
      throw new HumanError(`build takes --production and --watch, not ${unknown}`);
    }
    if (args.includes('--watch')) {
      await watch();
      return;
    }
    const from = performance.now();
    await buildAll(args.includes('--production'));
    step(`Built dist/ in ${Math.round(performance.now() - from)} ms.`);
  });
}

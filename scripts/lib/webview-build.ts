import type { BuildOptions, Plugin } from 'esbuild';

/**
 * The toolkit's library finds out with a style element of its own whether browsers know `:focus-visible`. The policy of
 * VS Code's webviews blocks that element, and every click would draw a focus ring; all browsers of VS Code know it.
 */
const focusVisible: Plugin = {
  name: 'focus-visible',
  setup: ({ onLoad }) => {
    onLoad({ filter: /fast-foundation[\\/]dist[\\/]esm[\\/]utilities[\\/]style[\\/]focus\.js$/ }, () => ({
      contents: "export const focusVisible = 'focus-visible';",
    }));
  },
};

/**
 * The browser's side of every view: a script and a style sheet each, `dist/webview/<view>.js` and `.css`, which load
 * nothing else. To be put together with `bundle`, `absWorkingDir` and what depends on production.
 */
export const webviewBuild = {
  bundle: true,
  platform: 'browser',
  // VS Code 1.101, the oldest that Tuneset runs in, has Chromium 134.
  target: 'es2022',
  format: 'iife',
  outdir: 'dist/webview',
  logLevel: 'warning',
  plugins: [focusVisible],
  entryPoints: [
    { in: 'src/webview/monitor/main.ts', out: 'monitor' },
    { in: 'src/webview/monitor/monitor.css', out: 'monitor' },
  ],
} satisfies BuildOptions;

import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { isMain, runMain } from '../../scripts/lib/main.mjs';
import { webviewBuild } from '../../scripts/lib/webview-build.ts';
import { monitorHtml } from '../../src/editor/training/monitor-html.ts';
import * as fixtures from './fixtures.ts';
import { type ThemeName, themes } from './themes.ts';

/** The monitor in a page of its own, with an editor that is played: to look at, and for tests. */

const root = path.join(import.meta.dirname, '..', '..');

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** The monitor's script and style sheet, as they are shipped. */
export async function bundleMonitor(): Promise<Bundle> {
  const { outputFiles } = await build({ ...webviewBuild, absWorkingDir: root, minify: true, write: false });
  const text = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))!.text;
  return { script: text('.js'), style: text('.css') };
}

export interface PageOptions {
  readonly fixture: fixtures.Fixture;
  readonly theme: ThemeName;
  /** What the view kept before it was closed. */
  readonly kept?: unknown;
  /** Where script and style are loaded from, and all that may be loaded. */
  readonly source: string;
}

/**
 * The page that the panel makes, with its policy, and what VS Code puts into it: variables on the root, a class on the
 * body, its own style sheet, its API as a function.
 */
export function monitorPage({ fixture, theme, kept, source }: PageOptions): string {
  const { kind, variables } = themes[theme];
  const nonce = randomBytes(18).toString('base64url');
  const data = JSON.stringify({ fixture, kept: kept ?? null, variables }).replaceAll('<', '\\u003c');
  return monitorHtml({
    script: `${source}/monitor.js`,
    style: `${source}/monitor.css`,
    source,
    nonce,
    title: 'Run Monitor',
    language: 'en',
  })
    .replace('<head>', `<head>\n<link rel="stylesheet" href="${source}/editor.css">`)
    .replace(
      '<body>',
      () =>
        `<body class="${kind}" data-vscode-theme-kind="${kind}">\n<script nonce="${nonce}">(${playEditor})(${data})</script>`,
    );
}

/** What VS Code's own style sheet gives a webview. */
export const editorStyle = `
:root {
  --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
  --vscode-font-size: 13px;
  --vscode-font-weight: normal;
  --vscode-editor-font-family: "Droid Sans Mono", "monospace", monospace;
  --vscode-editor-font-size: 13px;
}
body { overscroll-behavior-x: none; padding: 0 20px; background-color: var(--vscode-editor-background); }
::-webkit-scrollbar { width: 10px; height: 10px; }
::-webkit-scrollbar-corner { background-color: var(--vscode-editor-background); }
::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
`;

/** Runs in the page: answers as the panel's own side does, and keeps what it was sent for the test to read. */
function playEditor(given: {
  fixture: fixtures.Fixture;
  kept: unknown;
  variables: Record<string, string>;
}): void {
  // The page's own globals, which the types of Node don't know.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const page = globalThis as any;
  page.posted = [];
  page.violations = [];
  page.kept = given.kept;
  page.setTheme = (variables: Record<string, string>) => {
    page.document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) {
      page.document.documentElement.style.setProperty(name, value);
    }
  };
  page.setTheme(given.variables);
  page.tell = (message: unknown) => page.postMessage(message, '*');
  page.document.addEventListener(
    'securitypolicyviolation',
    (event: { violatedDirective: string; sourceFile: string }) => {
      page.violations.push(`${event.violatedDirective} ${event.sourceFile}`);
    },
  );
  const { runs, focus, series, logs } = given.fixture;
  page.acquireVsCodeApi = () => ({
    getState: () => page.kept ?? undefined,
    setState: (state: unknown) => {
      page.kept = state;
    },
    postMessage: (message: { type: string; ids: string[] }) => {
      page.posted.push(message);
      if (message.type === 'ready') {
        page.tell({ type: 'runs', runs, focus });
      }
      for (const id of message.type === 'show' ? message.ids : []) {
        if (series[id]) {
          page.tell({ type: 'series', id, series: series[id] });
        }
        page.tell({ type: 'log', id, from: 0, lines: logs[id] ?? [] });
      }
    },
  });
}

/** Writes pages into out/monitor, which open in any browser. */
async function writePages(): Promise<void> {
  const folder = path.join(root, 'out', 'monitor');
  await mkdir(folder, { recursive: true });
  const { script, style } = await bundleMonitor();
  const { comparison, empty, failed, hostile, single } = fixtures;
  const scenes = { comparison, empty, failed, hostile, single };
  const files: Record<string, string> = {
    'monitor.js': script,
    'monitor.css': style,
    'editor.css': editorStyle,
  };
  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const [name, fixture] of Object.entries(scenes)) {
      // Browsers give files no origin: no policy can name one, and no module comes from one.
      files[`${name}-${theme}.html`] = monitorPage({ fixture: fixture(), theme, source: '.' })
        .replace(/<meta http-equiv[^>]*>/, '')
        .replace('type="module"', 'defer');
    }
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), text);
  }
  console.log(`Pages to open are in ${path.relative(process.cwd(), folder)}`);
}

if (isMain(import.meta)) {
  await runMain(writePages);
}

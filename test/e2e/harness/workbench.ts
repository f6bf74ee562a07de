import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.ts';
import {
  type EditorServer,
  startEditorServer,
  writeMachineSettings,
} from '../../../scripts/lib/editor-server.ts';
import { copyInto, makeTempFolder, removeFolder } from '../../../scripts/lib/temp-folder.ts';
import { prepare } from './prepared.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const readyTimeoutMs = 90_000;
const actionTimeoutMs = 20_000;

const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

/** The class by which the workbench itself says what kind of theme it wears. */
const kinds = {
  dark: 'vs-dark',
  light: 'vs',
  'high-contrast': 'hc-black',
  'high-contrast-light': 'hc-light',
};

const themeSetting = 'workbench.colorTheme';

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** The workspace to open, from the root of the repository; a copy of it is opened. */
  folder: string;
  theme?: Theme;
  /** User settings beside the usual ones. */
  settings?: Record<string, unknown>;
}

export interface Workbench {
  page: Page;
  /** The copy of the workspace, which tests may change. */
  folder: string;
  /** What the page's console said, for a look after a failure. */
  console: string[];
  /** Changes settings of the running workbench, which follows at once. */
  changeSettings: (settings: Record<string, unknown>) => Promise<void>;
  setTheme: (theme: Theme) => Promise<void>;
  /** Saves a picture of the window as out/screenshots/<name>.png. */
  screenshot: (name: string) => Promise<string>;
  /** Ends the browser and the server and removes the copy. */
  dispose: () => Promise<void>;
}

/** Opens the real workbench, with Tuneset installed as users have it, on a copy of a workspace. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { editor, extensions, release } = await prepare();
  const temp = await makeTempFolder();
  const userData = path.join(temp, 'data');
  const theme = options.theme ?? 'dark';
  const machine: Record<string, unknown> = { [themeSetting]: themes[theme] };
  const changeSettings = async (settings: Record<string, unknown>) => {
    Object.assign(machine, settings);
    await writeMachineSettings(userData, machine);
  };
  let server: EditorServer | undefined;
  let browser: Browser | undefined;
  const dispose = async () => {
    await browser?.close();
    await server?.running.stop();
    await removeFolder(temp);
    await release();
  };
  try {
    const folder = await copyInto(temp, path.resolve(root, options.folder));
    const { codeServer, chromium } = editor;
    await changeSettings({});
    server = await startEditorServer({ codeServer, userData, extensions, settings: options.settings ?? {} });
    browser = await launchBrowser(chromium);
    const { page, lines } = await openPage(browser, `${server.origin}/?${new URLSearchParams({ folder })}`);
    await page.locator(`.monaco-workbench.${kinds[theme]}`).waitFor();
    return {
      page,
      folder,
      console: lines,
      dispose,
      changeSettings,
      setTheme: async (next) => {
        await changeSettings({ [themeSetting]: themes[next] });
        await page.locator(`.monaco-workbench.${kinds[next]}`).waitFor();
      },
      screenshot: async (name) => {
        const file = path.join(root, 'out', 'screenshots', `${name}.png`);
        await mkdir(path.dirname(file), { recursive: true });
        await page.screenshot({ path: file, animations: 'disabled' });
        return file;
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function openPage(browser: Browser, url: string): Promise<{ page: Page; lines: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(actionTimeoutMs);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  await page.goto(url, { timeout: readyTimeoutMs });
  // The explorer shows the workspace's files only once the server's side is up.
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: readyTimeoutMs });
  return { page, lines };
}

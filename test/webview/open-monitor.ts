import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromMonitor, ToMonitor } from '../../src/webview/protocol.ts';
import type { Fixture } from './fixtures.ts';
import { type Bundle, editorStyle, monitorPage } from './monitor.html.ts';
import type { ThemeName } from './themes.ts';

const origin = 'http://monitor.test';
const screenshots = path.join(import.meta.dirname, '..', '..', 'out', 'screenshots');

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly kept?: unknown;
}

/** A monitor in a browser, and the editor's end of it. */
export interface Monitor {
  readonly page: Page;
  /** What the view asked of the editor. */
  posted(): Promise<FromMonitor[]>;
  /** Says something to the view, as the editor does. */
  tell(message: ToMonitor): Promise<void>;
  /** What the view keeps while it is hidden. */
  kept(): Promise<unknown>;
  /** What was blocked or thrown: none, if all is well. */
  faults(): Promise<string[]>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the monitor under the panel's own policy; nothing but its two files can be loaded. */
export async function openMonitor(
  browser: Browser,
  bundle: Bundle,
  fixture: Fixture,
  { theme = 'dark', width = 1400, height = 900, kept }: OpenOptions = {},
): Promise<Monitor> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  const files: Record<string, { contentType: string; body: string }> = {
    '/': { contentType: 'text/html', body: monitorPage({ fixture, theme, kept, source: origin }) },
    '/monitor.js': { contentType: 'text/javascript', body: bundle.script },
    '/monitor.css': { contentType: 'text/css', body: bundle.style },
    '/editor.css': { contentType: 'text/css', body: editorStyle },
  };
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? files[url.pathname] : undefined;
    if (file) {
      await route.fulfill(file);
    } else if (url.pathname === '/favicon.ico') {
      await route.fulfill({ status: 204 });
    } else {
      errors.push(`loads ${url}`);
      await route.abort();
    }
  });
  // Elapsed times are on the pictures.
  await page.clock.install({ time: new Date('2026-11-23T14:15:20.000Z') });
  await page.goto(`${origin}/`);
  await page.locator('vscode-panels').waitFor();
  return {
    page,
    posted: () => page.evaluate('posted'),
    tell: async (message) => {
      await page.evaluate(`tell(${JSON.stringify(message)})`);
    },
    kept: () => page.evaluate('kept'),
    faults: async () => [...errors, ...(await page.evaluate<string[]>('violations'))],
    screenshot: async (name) => {
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
    close: () => context.close(),
  };
}

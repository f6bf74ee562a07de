import path from 'node:path';
import type { BrowserEditor } from '../../../scripts/editor.ts';
import { launchBrowser } from '../../../scripts/lib/browser.ts';
import type { Counts } from '../../../scripts/lib/counts.ts';
import { installExtension, startEditorServer } from '../../../scripts/lib/editor-server.ts';
import { installedExtension } from './installed.ts';
import type { HostRun } from './prepare.ts';
import { readReport } from './report.ts';

/** Runs the suite in the extension host of VS Code's server. The page that opens the workbench starts it. */
export async function runInBrowser(editor: BrowserEditor, run: HostRun, timeoutMs: number): Promise<Counts> {
  const { codeServer, chromium } = editor;
  const unpacked = path.join(run.temp, 'unpacked');
  const userData = path.join(run.temp, 'data');
  await installExtension(codeServer, run.vsix, unpacked, userData);
  const extension = await installedExtension(unpacked);
  const server = await startEditorServer({
    codeServer,
    userData,
    extensions: path.join(run.temp, 'extensions'),
    settings: {},
    testDriver: true,
  });
  const browser = await launchBrowser(chromium).catch(async (error) => {
    await server.running.stop();
    throw error;
  });
  try {
    const page = await browser.newPage();
    const finished = Promise.withResolvers<void>();
    let counts: Counts | undefined;
    const seen: string[] = [];
    page.on('console', (message) => {
      const text = message.text();
      seen.push(text.split('\n', 1).join('').replaceAll('%c', '').slice(0, 300));
      const report = readReport(text);
      if (report && 'counts' in report) {
        counts = report.counts;
      } else if (report) {
        console.log(report.text);
      }
    });
    page.on('crash', () => finished.reject(new Error('the page crashed')));
    // The workbench calls these two; they must be there before it is.
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.exposeFunction('codeAutomationExit', () => finished.resolve());
    void server.running.ended.then(() => finished.reject(new Error("VS Code's server ended")));
    const timer = setTimeout(
      () => finished.reject(new Error(`not finished after ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    try {
      await page.goto(testUrl(server.origin, run, extension));
      await finished.promise;
      if (!counts) {
        throw new Error('the suite ended without a result');
      }
      return counts;
    } catch (error) {
      console.log(`The last lines of VS Code's console:\n${seen.slice(-30).join('\n')}`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  } finally {
    await browser.close();
    await server.running.stop();
  }
}

function testUrl(origin: string, run: HostRun, extension: string): string {
  const { host } = new URL(origin);
  const remote = (file: string) => `vscode-remote://${host}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(run.suite)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: run.workspace, payload: JSON.stringify(payload) });
  return `${origin}/?${query}`;
}

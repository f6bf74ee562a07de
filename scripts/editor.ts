import { ensureChromium } from './lib/chromium.ts';
import { type CodeServer, ensureCodeServer } from './lib/code-server.ts';
import { type Desktop, ensureDesktop } from './lib/desktop.ts';
import { once } from './lib/once.ts';
import { HumanError, note } from './lib/say.mjs';

/** VS Code as a web page, and the browser that opens it. */
export interface BrowserEditor {
  kind: 'code-server';
  codeServer: CodeServer;
  chromium: string;
}

/** VS Code as a program with windows. */
export interface DesktopEditor extends Desktop {
  kind: 'desktop';
}

/** The real VS Code for tests in the extension host: the desktop one where it can be had, else the one in code-server. */
export async function findHostEditor(): Promise<BrowserEditor | DesktopEditor> {
  const wanted = wantedEditor();
  if (wanted !== 'code-server') {
    try {
      return { kind: 'desktop', ...(await ensureDesktop()) };
    } catch (error) {
      if (wanted === 'desktop' || !(error instanceof HumanError)) {
        throw error;
      }
      note(`${error.message}. The VS Code inside code-server is used.`);
    }
  }
  return findBrowserEditor();
}

/** The real workbench for tests that look at it and click: a web page, because Playwright can drive that. */
export const findBrowserEditor = once(async (): Promise<BrowserEditor> => {
  // One after the other: both may use apt-get.
  const codeServer = await ensureCodeServer();
  return { kind: 'code-server', codeServer, chromium: await ensureChromium() };
});

/** What TUNESET_EDITOR asks for. */
export function wantedEditor(): 'desktop' | 'code-server' | undefined {
  const value = process.env.TUNESET_EDITOR;
  if (value === undefined || value === '' || value === 'desktop' || value === 'code-server') {
    return value || undefined;
  }
  throw new HumanError(`TUNESET_EDITOR is desktop or code-server, not ${value}`);
}

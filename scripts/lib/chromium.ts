import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { canInstallDebianPackages, installDebianPackages } from './debian.ts';
import { HumanError, note, step } from './say.mjs';

/** A Chromium for Playwright: the one named by TUNESET_CHROMIUM, else the system's, else Playwright's own, else Debian's. */
export async function ensureChromium(): Promise<string> {
  const named = process.env.TUNESET_CHROMIUM;
  if (named) {
    if (!existsSync(named)) {
      throw new HumanError(`TUNESET_CHROMIUM names ${named}, which does not exist`);
    }
    return named;
  }
  return systemChromium() ?? (await playwrightChromium()) ?? (await debianChromium());
}

function systemChromium(): string | undefined {
  const places: Partial<Record<NodeJS.Platform, string[]>> = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => {
      const folder = process.env[name] ?? '';
      return [
        path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ];
    }),
  };
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...(places[process.platform] ?? onPath)].find((file) => existsSync(file));
}

async function playwrightChromium(): Promise<string | undefined> {
  const own = chromium.executablePath();
  if (existsSync(own)) {
    return own;
  }
  step('Downloading a Chromium for Playwright: there is none on this machine. 170 MB, up to 3 minutes.');
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  );
  try {
    await promisify(execFile)(process.execPath, [cli, 'install', 'chromium'], { timeout: 3 * 60_000 });
  } catch (error) {
    const reason =
      `${(error as { stderr?: string }).stderr ?? error}`
        .trim()
        .split('\n')
        .find((line) => line.includes('Error')) ?? 'no answer';
    note(`It cannot be downloaded here (${reason.trim()}).`);
  }
  return existsSync(own) ? own : undefined;
}

async function debianChromium(): Promise<string> {
  if (!canInstallDebianPackages()) {
    throw new HumanError(
      'Chromium is missing for the tests in a browser: install Chrome or Chromium ' +
        '(Debian: sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask google-chrome; ' +
        'Windows: winget install Google.Chrome), run `npx playwright-core install chromium`, or set TUNESET_CHROMIUM to one',
    );
  }
  await installDebianPackages(['chromium'], 'the tests in a browser');
  const installed = systemChromium();
  if (!installed) {
    // Ubuntu's package of that name only installs a snap, which containers cannot run.
    throw new HumanError(
      'The package chromium of this system brings no browser: install Google Chrome, or set TUNESET_CHROMIUM',
    );
  }
  return installed;
}

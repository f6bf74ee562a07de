import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cacheFolder } from './cache.mjs';
import { canInstallDebianPackages, installDebianPackages } from './debian.ts';
import { HumanError, step } from './say.mjs';

const answerTimeoutMs = 15_000;
const downloadTimeoutMs = 10 * 60_000;

export interface Desktop {
  executable: string;
  /** What to put before a command to give it a screen. */
  screen: string[];
}

/** The VS Code that is tested on, downloaded on first use; TUNESET_VSCODE_VERSION picks another than the newest. */
export async function ensureDesktop(): Promise<Desktop> {
  const version = process.env.TUNESET_VSCODE_VERSION ?? 'stable';
  const cachePath = path.join(cacheFolder(), 'vscode');
  await mkdir(cachePath, { recursive: true });
  step(
    `Looking for VS Code (${version}), or downloading it into ${cachePath}. The first time 150 MB, up to 5 minutes.`,
  );
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => expired.reject(new Error('it took too long')), downloadTimeoutMs);
  try {
    const download = downloadAndUnzipVSCode({
      version,
      cachePath,
      timeout: answerTimeoutMs,
      reporter: new SilentReporter(),
    });
    const executable = await Promise.race([download, expired.promise]);
    if (!existsSync(executable)) {
      throw new Error(`${executable} is missing after the download`);
    }
    return { executable, screen: await ensureScreen() };
  } catch (error) {
    if (error instanceof HumanError) {
      throw error;
    }
    throw new HumanError(`VS Code cannot be downloaded here (${(error as Error).message})`);
  } finally {
    clearTimeout(timer);
  }
}

/** VS Code's windows need a screen; on a Linux without one, Xvfb is one that nobody sees. */
async function ensureScreen(): Promise<string[]> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    return [];
  }
  if (!isXvfbThere() && canInstallDebianPackages()) {
    await installDebianPackages(['xvfb', 'xauth'], 'a screen for VS Code');
  }
  if (!isXvfbThere()) {
    throw new HumanError(
      'VS Code needs a screen: install one that nobody sees with: sudo apt-get install xvfb',
    );
  }
  return ['xvfb-run', '--auto-servernum'];
}

function isXvfbThere(): boolean {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, 'xvfb-run')));
}

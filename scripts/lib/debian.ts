import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { HumanError, step } from './say.mjs';

const run = promisify(execFile);

/** Whether packages of Debian (or Ubuntu) can be installed without asking for a password. */
export function canInstallDebianPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs the packages, or says which command installs them. `reason` completes "…: it is needed for". */
export async function installDebianPackages(names: string[], reason: string): Promise<void> {
  const command = `apt-get install -y ${names.join(' ')}`;
  if (!canInstallDebianPackages()) {
    throw new HumanError(`Missing for ${reason}: install it with: sudo ${command}`);
  }
  step(`Installing ${names.join(', ')} with apt-get: ${reason}. Up to 3 minutes.`);
  try {
    await aptGet(['install', '-y', '--no-install-recommends', ...names]).catch(async () => {
      // A fresh container has no package lists; the lists of an old one name versions that are gone.
      await aptGet(['update']);
      await aptGet(['install', '-y', '--no-install-recommends', ...names]);
    });
  } catch (error) {
    const output = (error as { stderr?: string }).stderr ?? String(error);
    throw new HumanError(
      `${command} failed (needed for ${reason}):\n${output.trim().split('\n').slice(-10).join('\n')}`,
    );
  }
}

async function aptGet(args: string[]): Promise<void> {
  // Another apt-get may hold the lock for a while: it is waited for, not an error.
  await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 15 * 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
}

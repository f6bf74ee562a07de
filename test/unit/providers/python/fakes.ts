import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { ProviderHost } from '../../../../src/providers/provider.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'tuneset-python-')));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
let folders = 0;

export function newFolder(): string {
  const folder = path.join(root, String(++folders));
  mkdirSync(folder);
  return folder;
}

export interface FakePython {
  readonly version?: readonly [number, number, number];
  readonly implementation?: string;
  readonly bits?: number;
  readonly freeThreaded?: boolean;
  readonly venv?: boolean;
  /** Exits with this and says nothing but the line. */
  readonly broken?: string;
  /** What the installer prints, and whether it fails, hangs with a child, or waits until a file is there. */
  readonly install?:
    | undefined
    | {
        readonly stdout?: string;
        readonly stderr?: string;
        readonly code?: number;
        readonly kill?: boolean;
        readonly hang?: boolean;
        readonly waitFor?: string;
        /** Fails where this variable is set. */
        readonly unless?: string;
      };
  readonly pipConfig?: string;
  readonly pipVersion?: string;
  /** What the environment's Python says when it is probed. */
  readonly probe?: object;
}

/** The programs write what they were called with here, one JSON array a line. */
export function callsIn(folder: string): string[][] {
  try {
    const lines = readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** The variables of each call that installed. */
export function variablesIn(folder: string): Record<string, string>[] {
  const lines = readFileSync(path.join(folder, 'calls.env'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** A program in `folder` that behaves as a Python, or as uv with such Pythons in the environments it makes. */
export function fake(folder: string, name: string, behaviour: FakePython = {}, found = ''): string {
  const file = path.join(folder, name);
  const settings = JSON.stringify({ ...behaviour, calls: path.join(folder, 'calls'), found });
  writeFileSync(
    file,
    `#!${process.execPath}\nconst settings = ${settings};\n(${program.toString()})(settings);\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

type Settings = FakePython & { calls: string; found: string };

/** Runs as a program of its own: nothing from outside is known in it. */
function program(settings: Settings): void {
  const fs = require('node:fs') as typeof import('node:fs');
  const { join, basename } = require('node:path') as typeof import('node:path');
  const { spawn } = require('node:child_process') as typeof import('node:child_process');
  const args = process.argv.slice(2);
  const said = args.join(' ');
  fs.appendFileSync(settings.calls, `${JSON.stringify([basename(process.argv[1]!), ...args])}\n`);
  if (settings.broken !== undefined) {
    console.error(settings.broken);
    process.exit(127);
  } else if (said === '--version') {
    console.log('uv 0.13.9');
  } else if (said.includes('python find')) {
    console.log(settings.found);
    process.exit(settings.found === '' ? 2 : 0);
  } else if (said.includes('importlib.util')) {
    const {
      version = [3, 12, 1],
      implementation = 'cpython',
      bits = 64,
      freeThreaded = false,
      venv = true,
    } = settings;
    const executable = process.argv[1];
    console.log(
      JSON.stringify({
        executable,
        version,
        implementation,
        bits,
        freeThreaded,
        platform: 'linux-x86_64',
        venv,
      }),
    );
  } else if (said.includes('@@PROBE')) {
    console.log(`noise of a library\n@@PROBE ${JSON.stringify(settings.probe ?? {})}`);
  } else if (/\bvenv\b/.test(said)) {
    const folder = String(args.at(-1));
    fs.mkdirSync(join(folder, 'bin'), { recursive: true });
    fs.copyFileSync(String(process.argv[1]), join(folder, 'bin', 'python'));
  } else if (said.endsWith('pip --version')) {
    console.log(settings.pipVersion ?? 'pip 23.2.1 from /somewhere (python 3.12)');
  } else if (said.includes('config list')) {
    process.stdout.write(settings.pipConfig ?? '');
  } else if (/\binstall\b/.test(said)) {
    const { stdout = '', stderr = '', code = 0, kill, hang, waitFor, unless } = settings.install ?? {};
    const variables = Object.entries(process.env).filter(([name]) =>
      /^(PIP|UV|PYTHON|SSL|HTTPS)_?/.test(name),
    );
    fs.appendFileSync(`${settings.calls}.env`, `${JSON.stringify(Object.fromEntries(variables))}\n`);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    if (hang) {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      fs.writeFileSync(`${settings.calls}.pids`, `${process.pid} ${child.pid}`);
      setInterval(() => {}, 1000);
    } else if (kill) {
      process.kill(process.pid, 'SIGKILL');
    } else if (waitFor) {
      const timer = setInterval(() => fs.existsSync(waitFor) && clearInterval(timer), 10);
    } else {
      process.exitCode = unless !== undefined && process.env[unless] !== undefined ? 2 : code;
    }
  } else {
    console.error(`unexpected: ${said}`);
    process.exitCode = 64;
  }
}

export interface Setting {
  readonly host: ProviderHost;
  /** On PATH, the only folder there. */
  readonly bin: string;
  readonly cache: string;
  readonly driver: string;
}

/** Says that there is a GPU. */
export function fakeGpu(bin: string): void {
  writeFileSync(path.join(bin, 'nvidia-smi'), '#!/bin/sh\necho "NVIDIA L4, 23034 MiB"\n', { mode: 0o755 });
}

/** A host whose PATH holds nothing but what a test puts there, with small locks. */
export function setting(
  changes: Partial<ProviderHost> = {},
  variables: Record<string, string> = {},
): Setting {
  const folder = newFolder();
  const [bin, cache, driver] = ['bin', 'cache', 'driver'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(bin);
  mkdirSync(driver);
  writeFileSync(
    path.join(driver, 'requirements.txt'),
    'trl==1.13.0 \\\n    --hash=sha256:00\npeft==0.21.0 --hash=sha256:11\n',
  );
  writeFileSync(path.join(driver, 'requirements-qlora.txt'), 'bitsandbytes==0.50.2 --hash=sha256:22\n');
  writeFileSync(path.join(driver, 'requirements-torch.txt'), 'torch==2.13.0\n');
  const host: ProviderHost = {
    env: { PATH: bin, HOME: folder, ...variables },
    secret: async () => undefined,
    cacheFolder: cache,
    driverFolder: driver,
    settings: {},
    log: () => {},
    ...changes,
  };
  return { host, bin, cache, driver };
}

import path from 'node:path';
import { type Progress, ProviderError } from '../provider.ts';
import { runCommand } from './command.ts';
import type { FoundPython } from './find-python.ts';
import { explainFailure } from './install-failure.ts';
import { type InstallPart, InstallProgress } from './install-progress.ts';
import { uvSettings } from './pip-settings.ts';
import type { ReadRecipe } from './recipe.ts';

export interface InstallOptions {
  readonly python: FoundPython;
  /** Used where it is there: it is several times as fast as pip. */
  readonly uv: string | undefined;
  readonly recipe: ReadRecipe;
  /** Whether the lock for NVIDIA GPUs is installed, too. */
  readonly gpu: boolean;
  /** What is to become the environment; it must not exist. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly progress: Progress;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** Gigabytes come over slow lines, too. */
const timeoutMs = 3 * 60 * 60_000;

/** Makes a virtual environment and installs the recipe into it. Throws `ProviderError` that says what to do. */
export async function install(options: InstallOptions): Promise<void> {
  const { progress, recipe } = options;
  progress({ message: 'Making an environment', fraction: 0 });
  const installer = options.uv === undefined ? await withPip(options) : await withUv(options, options.uv);
  const run = async (file: string, loose: boolean, part: InstallPart): Promise<void> => {
    const told = new InstallProgress(part, progress);
    const command = installer.install(file, loose);
    const extra = loose ? installer.torch : undefined;
    if (extra === undefined || !(await succeeds(() => step(options, installer, command, told, extra)))) {
      await step(options, installer, command, told);
    }
    told.done();
  };
  const locks = options.gpu ? [...recipe.locks, recipe.gpu] : recipe.locks;
  const share = 0.36 / locks.length;
  for (const [index, { file, packages }] of locks.entries()) {
    const from = 0.04 + share * index;
    await run(file, false, { title: 'Installing packages', packages, from, to: from + share });
  }
  // torch and what it brings along is most of all bytes.
  await run(recipe.loose, true, { title: 'Installing PyTorch', packages: undefined, from: 0.4, to: 0.97 });
}

interface Installer {
  readonly name: 'pip' | 'uv';
  /** Variables to try first with torch; it is installed without them where that fails. */
  readonly torch?: Readonly<Record<string, string>> | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly install: (requirements: string, loose: boolean) => readonly [string, ...string[]];
}

async function withPip(options: InstallOptions): Promise<Installer> {
  const { python, folder, env } = options;
  await step(options, { name: 'pip', env }, [python.executable, '-I', '-m', 'venv', folder]);
  const inside = environmentPython(folder);
  const version = await runCommand([inside, '-I', '-m', 'pip', '--version'], {
    env,
    signal: options.signal,
    timeoutMs: 60_000,
  });
  // Tells bytes as lines, since pip 24.1.
  const bar = atLeast(version.stdout, 24, 1) ? 'raw' : 'off';
  const pip = [inside, '-I', '-m', 'pip', 'install', '--progress-bar', bar] as const;
  return { name: 'pip', env, install: (file, loose) => [...pip, ...safely(loose), '-r', file] };
}

async function withUv(options: InstallOptions, uv: string): Promise<Installer> {
  const { python, folder } = options;
  const settings = await uvSettings(python.executable, options.env, options.signal);
  const env = { ...options.env, ...settings.variables, UV_NO_PROGRESS: '1' };
  const venv = [uv, 'venv', '--no-project', '--python', python.executable, folder] as const;
  await step(options, { name: 'uv', env }, venv);
  const pip = [uv, 'pip', 'install', '--python', environmentPython(folder), ...settings.options] as const;
  return {
    name: 'uv',
    env,
    // The build for the CUDA of this machine's driver, or the one for the CPU alone, from PyTorch's own index: PyPI's is
    // for CUDA on all of Linux and for the CPU on all of Windows, https://docs.astral.sh/uv/guides/integration/pytorch
    // (2026-11). Not where the user says where packages are to come from.
    torch: settings.own || options.env.UV_TORCH_BACKEND ? undefined : { UV_TORCH_BACKEND: 'auto' },
    install: (file, loose) => [...pip, ...safely(loose), '-r', file],
  };
}

/** Only wheels: what is installed can't run code while it is. */
function safely(loose: boolean): string[] {
  return loose ? ['--only-binary', ':all:'] : ['--no-deps', '--require-hashes', '--only-binary', ':all:'];
}

async function step(
  options: InstallOptions,
  installer: Pick<Installer, 'name' | 'env'>,
  command: readonly [string, ...string[]],
  progress?: InstallProgress,
  variables?: Readonly<Record<string, string>>,
): Promise<void> {
  const { folder, python, signal, log } = options;
  const result = await runCommand(command, {
    // Not the user's folder: uv would read a project's settings there.
    cwd: path.dirname(folder),
    env: { ...installer.env, ...variables },
    signal,
    timeoutMs,
    onLine: (line) => {
      log(line);
      progress?.line(line);
    },
  });
  if (result.code !== 0) {
    throw new ProviderError(
      explainFailure(result, {
        folder,
        installer: installer.name,
        python: `Python ${python.version} on ${python.platform}`,
      }),
    );
  }
}

/** Whether it went well; another kind of error than the installer's (a cancellation) is thrown on. */
async function succeeds(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ProviderError) {
      return false;
    }
    throw error;
  }
}

/** Where an environment has its Python. */
export function environmentPython(folder: string): string {
  return process.platform === 'win32'
    ? path.join(folder, 'Scripts', 'python.exe')
    : path.join(folder, 'bin', 'python');
}

function atLeast(said: string, major: number, minor: number): boolean {
  const [, one, two] = /^pip (\d+)\.(\d+)/.exec(said) ?? [];
  return Number(one) > major || (Number(one) === major && Number(two) >= minor);
}

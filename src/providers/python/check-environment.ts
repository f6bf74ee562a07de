import { freemem, totalmem } from 'node:os';
import { type CheckItem, type CheckReport, ProviderError, type ProviderHost } from '../provider.ts';
import { pythonVariables } from './child-environment.ts';
import { cudaDisk, type Environment, findEnvironment, freeDisk, leastDisk } from './environment.ts';
import { getPython, noPython } from './missing-python.ts';
import { nvidiaGpus } from './nvidia.ts';
import { type Probe, probe } from './probe.ts';
import { environmentSetting } from './setting-names.ts';

/** What training on this machine needs: what is there, what is missing, and what to do. Changes nothing. */
export async function checkEnvironment(host: ProviderHost, signal?: AbortSignal): Promise<CheckReport> {
  const env = pythonVariables(host.env);
  let environment: Environment;
  try {
    environment = await findEnvironment(host, signal);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { ready: false, preparable: false, items: [wrong('Environment', error.message), memory()] };
  }
  const disk = await diskItem(host.cacheFolder, environment.python !== undefined);
  if (environment.python === undefined) {
    const python = pythonItem(environment);
    const preparable = python.status !== 'error' && disk.status !== 'error';
    const missing = wrong(
      'Environment',
      'Not made yet.',
      'Let Tuneset make it: it installs TRL and PyTorch.',
    );
    return {
      ready: false,
      preparable,
      items: [python, missing, await driverItem(env, signal), memory(), disk],
    };
  }
  let found: Probe;
  try {
    found = await probe(environment.python, env, signal);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const advice = environment.kept
      ? `Look at ${environmentSetting}.`
      : `Remove ${environment.python}'s folder and let Tuneset make it anew.`;
    return { ready: false, preparable: false, items: [wrong('Environment', error.message, advice), disk] };
  }
  const items = [
    { name: 'Python', status: 'ok', found: `${found.python} (${environment.python})` } as const,
    environmentItem(environment, found),
    await gpuItem(found, env, signal),
    bitsandbytesItem(environment, found),
    memory(),
    disk,
  ];
  return { ready: items.every((item) => item.status !== 'error'), preparable: false, items };
}

function pythonItem({ search }: Environment): CheckItem {
  if (search?.python) {
    const { version, executable } = search.python;
    return { name: 'Python', status: 'ok', found: `${version} (${executable})` };
  }
  const none = search ?? { python: undefined, rejected: [], uv: undefined };
  return wrong('Python', noPython(none), getPython(none));
}

/** Versions, and whether they are those that Tuneset was tested with. */
export function environmentItem(
  { kept, recipe }: Pick<Environment, 'kept' | 'recipe'>,
  found: Probe,
): CheckItem {
  const needed = ['torch', 'trl', 'peft', 'transformers', 'datasets', 'accelerate'];
  const missing = needed.filter((name) => found.packages[name] == null);
  const versions = needed
    .filter((name) => found.packages[name] != null)
    .map((name) => `${name} ${found.packages[name]}`)
    .join(', ');
  const name = 'Environment';
  if (missing.length > 0) {
    const wanted = missing.map((one) => pinned(one, recipe.versions)).join(' ');
    return wrong(
      name,
      `${versions || 'None of the libraries is there'}; missing: ${missing.join(', ')}.`,
      kept
        ? `Install what is missing into your environment: pip install ${wanted}`
        : 'Let Tuneset make it anew.',
    );
  }
  if (found.torch.error !== null) {
    return wrong(name, `${versions}. PyTorch can't be loaded: ${found.torch.error}`, brokenTorch());
  }
  const other = needed.filter((one) => {
    const tested = recipe.versions.get(one);
    return tested !== undefined && minor(tested) !== minor(found.packages[one]!);
  });
  if (other.length > 0) {
    const tested = other.map((one) => `${one} ${recipe.versions.get(one)}`).join(', ');
    const major = found.packages.trl!.split('.')[0] !== recipe.versions.get('trl')?.split('.')[0];
    return {
      name,
      status: major && other.includes('trl') ? 'error' : 'warning',
      found: versions,
      advice: `Tuneset is tested with ${tested}. Other versions may not know the same settings.`,
    };
  }
  return { name, status: 'ok', found: versions };
}

async function gpuItem(
  found: Probe,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<CheckItem> {
  const { devices, cuda, available, mps } = found.torch;
  const name = 'GPU';
  if (available && devices.length > 0) {
    const shown = devices.map((device) => `${device.name}, ${gigabytes(device.bytes)}${free(device.free)}`);
    const bf16 = devices.every((device) => device.bf16) ? 'bf16' : 'no bf16: trains in fp16';
    return { name, status: 'ok', found: `${shown.join('; ')}; CUDA ${cuda}; ${bf16}` };
  }
  const seen = await nvidiaGpus(env, signal);
  if (seen !== undefined) {
    return {
      name,
      status: 'warning',
      found: `${seen}, but PyTorch ${found.packages.torch} can't use it${cuda === null ? ': it was built without CUDA' : ` (built for CUDA ${cuda})`}.`,
      advice:
        cuda === null
          ? `Make an environment with a build of PyTorch for your CUDA (https://pytorch.org/get-started/locally) and name its Python in ${environmentSetting}. Until then training runs on the CPU.`
          : 'Update the driver of the GPU: "nvidia-smi" says which CUDA it supports. Until then training runs on the CPU.',
    };
  }
  if (mps) {
    return { name, status: 'ok', found: 'Apple GPU (MPS), with the memory of the machine' };
  }
  return {
    name,
    status: 'note',
    found: 'none: trains on the CPU, which is slow',
    advice: 'Enough to try things with a small model. For more use a machine with a GPU, or a Ray cluster.',
  };
}

/** Before there is a PyTorch to ask. */
async function driverItem(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<CheckItem> {
  const seen = await nvidiaGpus(env, signal);
  return seen === undefined
    ? {
        name: 'GPU',
        status: 'note',
        found: 'no NVIDIA GPU was found: training may run on the CPU, which is slow',
      }
    : { name: 'GPU', status: 'ok', found: seen };
}

export function bitsandbytesItem(
  environment: Pick<Environment, 'python' | 'recipe'>,
  found: Probe,
): CheckItem {
  const name = 'bitsandbytes';
  const version = found.packages.bitsandbytes;
  if (!found.torch.available) {
    return { name, status: 'note', found: 'not usable: QLoRA needs a CUDA GPU. LoRA works without.' };
  }
  if (version == null) {
    const wanted = pinned(name, environment.recipe.versions);
    return {
      name,
      status: 'note',
      found: 'missing: QLoRA needs it, LoRA does not',
      advice: `To train with QLoRA: uv pip install --python ${environment.python} ${wanted} (or: ${environment.python} -m pip install ${wanted})`,
    };
  }
  return found.bitsandbytesError === null
    ? { name, status: 'ok', found: `${version}: QLoRA can be used` }
    : {
        name,
        status: 'warning',
        found: `${version} can't be loaded: ${found.bitsandbytesError}`,
        advice: 'Train with LoRA, or install a bitsandbytes that fits your CUDA.',
      };
}

function memory(): CheckItem {
  const total = totalMemory();
  const found = `${gigabytes(total)}, ${gigabytes(Math.min(freemem(), total))} of it free`;
  return total < 3.5e9
    ? {
        name: 'Memory',
        status: 'warning',
        found,
        advice: 'PyTorch alone takes about 1 GB. Only very small models can be trained in the rest.',
      }
    : { name: 'Memory', status: 'ok', found };
}

/** What this process may use: in a container less than the machine has. */
export function totalMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

async function diskItem(folder: string, made: boolean): Promise<CheckItem> {
  const free = await freeDisk(folder);
  if (free === undefined) {
    return { name: 'Disk', status: 'note', found: `It can't be told how much is free at ${folder}.` };
  }
  const found = `${gigabytes(free)} free at ${folder}`;
  if (made || free >= cudaDisk) {
    return { name: 'Disk', status: 'ok', found };
  }
  const least = free < leastDisk;
  return {
    name: 'Disk',
    status: least ? 'error' : process.platform === 'linux' ? 'warning' : 'ok',
    found,
    ...(least || process.platform === 'linux'
      ? { advice: 'The environment takes about 2 GB, and 8 GB where PyTorch brings CUDA along. Make room.' }
      : {}),
  };
}

function brokenTorch(): string {
  return process.platform === 'win32'
    ? 'Install the Microsoft Visual C++ Redistributable (https://aka.ms/vs/17/release/vc_redist.x64.exe), then check again.'
    : 'Install PyTorch anew in that environment, or leave the environment to Tuneset.';
}

function wrong(name: string, found: string, advice?: string): CheckItem {
  return { name, status: 'error', found, ...(advice === undefined ? {} : { advice }) };
}

function pinned(name: string, versions: ReadonlyMap<string, string>): string {
  const version = versions.get(name);
  return version === undefined ? name : `${name}==${version}`;
}

function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function free(bytes: number | null): string {
  return bytes === null ? '' : ` (${gigabytes(bytes)} free)`;
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e11 ? 1 : 0)} GB`;
}

import { availableParallelism } from 'node:os';
import { ProviderError, type ProviderHost } from '../provider.ts';
import { totalMemory } from '../python/check-environment.ts';
import { pythonVariables } from '../python/child-environment.ts';
import { findEnvironment } from '../python/environment.ts';
import { type Device, probe } from '../python/probe.ts';

/** What a run on this machine would be computed on. */
export interface Machine {
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  /** The GPU that training would take; undefined where there is none, or no environment yet to ask. */
  readonly gpu: Pick<Device, 'name' | 'bytes' | 'bf16'> | undefined;
  /** Apple's GPU, in the memory of the machine. */
  readonly mps: boolean;
  /** Whether an environment was there to ask. */
  readonly asked: boolean;
  /** Versions in the environment, null for what is missing; undefined where there was none to ask. */
  readonly packages: Readonly<Record<string, string | null>> | undefined;
}

export async function machineOf(host: ProviderHost, signal?: AbortSignal): Promise<Machine> {
  const env = pythonVariables(host.env);
  const bare = {
    cores: availableParallelism(),
    memory: totalMemory(),
    gpu: undefined,
    mps: false,
    asked: false,
    packages: undefined,
  };
  try {
    const { python } = await findEnvironment(host, signal);
    if (python === undefined) {
      return bare;
    }
    const { torch, packages } = await probe(python, env, signal);
    return { ...bare, gpu: torch.devices[0], mps: torch.mps, asked: true, packages };
  } catch (error) {
    // An estimate can do without; `check` says what is wrong.
    if (error instanceof ProviderError) {
      return bare;
    }
    throw error;
  }
}

import { runCommand } from './command.ts';

/** The NVIDIA GPUs of this machine as their driver tells them, whatever PyTorch can do with them; undefined without. */
export async function nvidiaGpus(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const result = await runCommand(['nvidia-smi', '--query-gpu=name,memory.total', '--format=csv,noheader'], {
    env,
    signal,
    timeoutMs: 15_000,
  });
  const lines = result.stdout.trim().split('\n').slice(0, 8).join('; ');
  return result.code === 0 && lines !== '' ? lines : undefined;
}

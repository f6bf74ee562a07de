import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ProviderError } from '../provider.ts';
import { runCommand } from './command.ts';

/** What an environment says of itself and of the machine's accelerators. */
const probed = z.object({
  python: z.string(),
  /** Installed versions; null for what is missing. */
  packages: z.record(z.string(), z.string().nullable()),
  torch: z.object({
    /** Why it could not be imported. */
    error: z.string().nullable(),
    /** The CUDA or ROCm that torch was built for. */
    cuda: z.string().nullable(),
    available: z.boolean(),
    mps: z.boolean(),
    devices: z.array(
      z.object({
        name: z.string(),
        bytes: z.number(),
        free: z.number().nullable(),
        bf16: z.boolean(),
      }),
    ),
  }),
  /** Why bitsandbytes can't be used; null where it can, or isn't there. */
  bitsandbytesError: z.string().nullable(),
});
export type Probe = z.infer<typeof probed>;
export type Device = Probe['torch']['devices'][number];

export const probedPackages = [
  'torch',
  'trl',
  'peft',
  'transformers',
  'datasets',
  'accelerate',
  'bitsandbytes',
  // Where metrics can be sent.
  'wandb',
  'tensorboard',
  'tensorboardX',
  'mlflow',
] as const;

const script = `
import importlib.metadata, json, os, platform, sys
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
packages = {name: version(name) for name in sys.argv[1].split(",")}
torch_says = {"error": None, "cuda": None, "available": False, "mps": False, "devices": []}
bitsandbytes_error = None
try:
    import torch
    torch_says["cuda"] = torch.version.cuda or getattr(torch.version, "hip", None)
    torch_says["mps"] = bool(torch.backends.mps.is_available())
    torch_says["available"] = bool(torch.cuda.is_available())
    for index in range(torch.cuda.device_count() if torch_says["available"] else 0):
        about = torch.cuda.get_device_properties(index)
        try:
            free = torch.cuda.mem_get_info(index)[0]
        except Exception:
            free = None
        torch_says["devices"].append({"name": about.name, "bytes": about.total_memory, "free": free, "bf16": about.major >= 8 or bool(getattr(torch.version, "hip", None))})
    if packages.get("bitsandbytes") and torch_says["available"]:
        try:
            import bitsandbytes
        except Exception as error:
            bitsandbytes_error = f"{type(error).__name__}: {error}"[:500]
except Exception as error:
    torch_says["error"] = f"{type(error).__name__}: {error}"[:500]
print("\\n@@PROBE " + json.dumps({"python": platform.python_version(), "packages": packages, "torch": torch_says, "bitsandbytesError": bitsandbytes_error}))
`;

/** From a cold disk or a network one, importing torch takes its time. */
const timeoutMs = 180_000;

const known = new Map<string, Promise<Probe>>();

/**
 * Asks an environment's Python what it has. Asked once a session for each environment; again where its folder of
 * packages was changed. Throws `ProviderError` where it gives no answer.
 */
export async function probe(
  python: string,
  env: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Probe> {
  const key = `${python} ${await changed(python)}`;
  let answer = known.get(key);
  if (!answer) {
    answer = ask(python, env, signal);
    known.set(key, answer);
    // An error may pass: it is asked again.
    answer.catch(() => known.delete(key));
  }
  return answer;
}

async function ask(
  python: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Probe> {
  const result = await runCommand([python, '-I', '-c', script, probedPackages.join(',')], {
    env,
    signal,
    timeoutMs,
  });
  const line = result.stdout.split('@@PROBE ').at(-1) ?? '';
  try {
    return probed.parse(JSON.parse(line));
  } catch {
    const why =
      result.error?.message ??
      (result.timedOut
        ? 'it gave no answer in 3 minutes'
        : result.stderr.trim().split('\n').slice(-3).join(' '));
    throw new ProviderError(
      `The training environment's Python, ${python}, can't be used: ${why || 'no answer'}.`,
    );
  }
}

/** When something was last installed: that changes the folder of packages. */
async function changed(python: string): Promise<string> {
  const root = path.dirname(path.dirname(python));
  const lib = path.join(root, 'lib');
  const versions = await readdir(lib).catch(() => []);
  const folders = [
    path.join(root, 'Lib', 'site-packages'),
    ...versions.map((version) => path.join(lib, version, 'site-packages')),
  ];
  const times = folders.map((folder) =>
    stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return (await Promise.all(times)).join(' ');
}

import * as z from 'zod';
import { runCommand } from './command.ts';

/** A Python that the training environment can be made with. */
export interface FoundPython {
  readonly executable: string;
  /** "3.11.7" */
  readonly version: string;
  /** Of processor and system, for what differs between them. */
  readonly platform: string;
  /** Whether it can make environments by itself. */
  readonly venv: boolean;
}

export interface RejectedPython {
  /** As it was looked for: "python3.13". */
  readonly name: string;
  readonly found: string;
  readonly reason: 'old' | 'new' | 'venv' | 'bits' | 'implementation' | 'broken';
}

export interface PythonSearch {
  readonly python: FoundPython | undefined;
  readonly rejected: readonly RejectedPython[];
  /** The `uv` that was found. */
  readonly uv: string | undefined;
}

export interface SearchOptions {
  /** What Python is run with; its PATH is where it is looked for. */
  readonly env: Readonly<Record<string, string>>;
  /** The only one that is looked at, where the user named one. */
  readonly setting: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Wheels of torch 2.13.0 and of all that is locked with it exist for these (2026-11). */
export const oldestPython = [3, 10] as const;
export const newestPython = [3, 13] as const;

const lookMs = 20_000;

/** Says what a Python is. Run isolated, so that files in the current folder can't take the place of its modules. */
const look = `
import importlib.util, json, platform, struct, sys, sysconfig
has = lambda name: importlib.util.find_spec(name) is not None
print(json.dumps({
    "executable": sys.executable,
    "version": list(sys.version_info[:3]),
    "implementation": sys.implementation.name,
    "bits": struct.calcsize("P") * 8,
    "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "platform": sysconfig.get_platform(),
    "venv": has("venv") and has("ensurepip"),
}))
`;

const answer = z.object({
  executable: z.string().min(1),
  version: z.tuple([z.int(), z.int(), z.int()]),
  implementation: z.string(),
  bits: z.int(),
  freeThreaded: z.boolean(),
  platform: z.string(),
  venv: z.boolean(),
});

/** The first Python that fits: the user's own, or from the newest to the oldest on PATH. */
export async function findPython(options: SearchOptions): Promise<PythonSearch> {
  const uv = await findUv(options);
  const rejected: RejectedPython[] = [];
  for (const candidate of await candidates(options, uv)) {
    const looked = await lookAt(candidate, uv !== undefined, options);
    if (looked === undefined) {
      continue;
    }
    if ('executable' in looked) {
      return { python: looked, rejected, uv };
    }
    rejected.push(looked);
  }
  return { python: undefined, rejected, uv };
}

async function findUv({ env, signal }: SearchOptions): Promise<string | undefined> {
  const result = await runCommand(['uv', '--version'], { env, signal, timeoutMs: lookMs });
  return result.code === 0 ? 'uv' : undefined;
}

type Candidate = readonly [string, ...string[]];

async function candidates(options: SearchOptions, uv: string | undefined): Promise<Candidate[]> {
  if (options.setting !== undefined) {
    return [[options.setting]];
  }
  const minors: number[] = [];
  for (let minor = newestPython[1]; minor >= oldestPython[1]; minor--) {
    minors.push(minor);
  }
  const onPath: Candidate[] =
    process.platform === 'win32'
      ? [...minors.map((minor): Candidate => ['py', `-3.${minor}`]), ['python'], ['py', '-3']]
      : [...minors.map((minor): Candidate => [`python3.${minor}`]), ['python3'], ['python']];
  return uv === undefined ? onPath : [...onPath, ...(await ofUv(uv, options))];
}

/** A Python that uv has installed is not on PATH. Nothing is downloaded. */
async function ofUv(uv: string, { env, signal }: SearchOptions): Promise<Candidate[]> {
  const range = `>=${oldestPython.join('.')},<${newestPython[0]}.${newestPython[1] + 1}`;
  const result = await runCommand([uv, 'python', 'find', '--no-project', '--no-python-downloads', range], {
    env,
    signal,
    timeoutMs: lookMs,
  });
  const found = result.stdout.trim();
  return result.code === 0 && found !== '' ? [[found]] : [];
}

/** Undefined where there is no such program. */
async function lookAt(
  candidate: Candidate,
  uv: boolean,
  { env, signal, setting }: SearchOptions,
): Promise<FoundPython | RejectedPython | undefined> {
  const name = candidate.join(' ');
  const result = await runCommand([...candidate, '-I', '-c', look], { env, signal, timeoutMs: lookMs });
  const said = answer.safeParse(parsed(result.stdout));
  if (result.code !== 0 || !said.success) {
    if (setting === undefined && (result.error?.code === 'ENOENT' || result.stdout === '')) {
      // Not there, or a stand-in that only says so: pyenv's for versions that aren't chosen, Windows' for its store.
      return undefined;
    }
    const why = result.error?.code === 'ENOENT' ? 'there is no such program' : lastLine(result.stderr);
    return { name, found: why || 'it gives no answer', reason: 'broken' };
  }
  const { executable, version, platform, venv } = said.data;
  const reason = unfit(said.data, uv);
  return reason === undefined
    ? { executable, version: version.join('.'), platform, venv }
    : { name, found: `${version.join('.')} (${executable})`, reason };
}

function unfit(python: z.infer<typeof answer>, uv: boolean): RejectedPython['reason'] | undefined {
  const [major, minor] = python.version;
  if (major < oldestPython[0] || (major === oldestPython[0] && minor < oldestPython[1])) {
    return 'old';
  }
  if (major > newestPython[0] || minor > newestPython[1]) {
    return 'new';
  }
  if (python.implementation !== 'cpython' || python.freeThreaded) {
    return 'implementation';
  }
  if (python.bits !== 64) {
    return 'bits';
  }
  return python.venv || uv ? undefined : 'venv';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}

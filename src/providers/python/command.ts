import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { killTree, signal as send } from '../processes.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the program and all that it started; the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** Each line of both outputs, as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  /** Null where it was ended by a signal, ran out of time or could not be started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  /** Why it could not be started. */
  readonly error: NodeJS.ErrnoException | undefined;
  /** The last 100,000 characters of each. */
  readonly stdout: string;
  readonly stderr: string;
}

const kept = 100_000;
const graceMs = 3000;
/** What a program left running on purpose may hold its output open; it is not waited for any longer. */
const leftoversMs = 2000;

/** Runs a program to its end, without a shell. However it ends, nothing that it started is left. */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  options: CommandOptions,
): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...options.env } as NodeJS.ProcessEnv,
    // A group of its own, so that it can be ended with all its children.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = collect(child.stdout, options.onLine);
  const stderr = collect(child.stderr, options.onLine);
  let timedOut = false;
  const end = (): void => {
    const { pid } = child;
    if (pid !== undefined && child.exitCode === null && child.signalCode === null) {
      if (process.platform !== 'win32') {
        send(-pid, 'SIGTERM');
      }
      setTimeout(() => void killTree(pid), process.platform === 'win32' ? 0 : graceMs).unref();
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, options.timeoutMs);
  options.signal?.addEventListener('abort', end);
  try {
    const { code, name, error } = await ended(child);
    options.signal?.throwIfAborted();
    return { code, signal: name, timedOut, error, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', end);
    if (child.pid !== undefined && process.platform !== 'win32') {
      send(-child.pid, 'SIGKILL');
    }
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

interface Ended {
  readonly code: number | null;
  readonly name: NodeJS.Signals | null;
  readonly error: NodeJS.ErrnoException | undefined;
}

function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, name: null, error }));
    child.once('close', (code, name) => resolve({ code, name, error: undefined }));
    child.once('exit', (code, name) =>
      setTimeout(() => resolve({ code, name, error: undefined }), leftoversMs).unref(),
    );
  });
}

/** Keeps the end of a stream, and hands its lines on. A carriage return ends a line, too: progress bars use it. */
function collect(
  stream: NodeJS.ReadableStream | null,
  onLine: ((line: string) => void) | undefined,
): () => string {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let rest = '';
  const take = (piece: string): void => {
    text = (text + piece).slice(-kept);
    if (onLine) {
      const lines = (rest + piece).split(/\r\n|[\r\n]/);
      rest = (lines.pop() ?? '').slice(-kept);
      for (const line of lines) {
        onLine(line);
      }
    }
  };
  stream?.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
  stream?.on('end', () => {
    take(decoder.end());
    if (rest !== '') {
      onLine?.(rest);
    }
  });
  return () => text;
}

import { spawn } from 'node:child_process';
import { plain } from '../driver-stream.ts';
import { LineSplitter } from '../line-splitter.ts';
import { killTree } from '../processes.ts';
import { ProviderError, type ProviderHost } from '../provider.ts';
import { withoutSecrets } from '../python/child-environment.ts';
import { type CommandResult, runCommand } from '../python/command.ts';
import { failureOf } from './failure.ts';
import { jsonIn } from './json-output.ts';

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** The command line of Anyscale (0.26), which is the only interface that its jobs have. Never run through a shell. */
export class AnyscaleCli {
  readonly #host: ProviderHost;

  constructor(host: ProviderHost) {
    this.#host = host;
  }

  get executable(): string {
    return this.#host.settings.anyscale?.trim() || 'anyscale';
  }

  /** Runs a command to its end. `what` completes "Anyscale couldn't …". Throws `AnyscaleError`, and the signal's reason. */
  async run(what: string, args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const result = await runCommand([this.executable, ...args], {
      env: await this.#environment(),
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? 60_000,
    });
    if (result.code !== 0) {
      this.#host.log(
        `${this.executable} ${args.slice(0, 2).join(' ')} (exit code ${result.code}):\n${result.stdout}\n${result.stderr}`,
      );
      throw failureOf(what, this.executable, result);
    }
    return result;
  }

  /** The JSON that a command prints. */
  async json(what: string, args: readonly string[], options: RunOptions = {}): Promise<unknown> {
    const { stdout, stderr } = await this.run(what, args, options);
    const value = jsonIn(stdout);
    if (value === undefined) {
      this.#host.log(
        `${this.executable} ${args.slice(0, 2).join(' ')} printed no JSON:\n${stdout}\n${stderr}`,
      );
      throw new ProviderError(
        `\`${this.executable}\` didn't print what was expected when it was asked to ${what}. Bring it up to date: \`pip install --upgrade anyscale\`.`,
      );
    }
    return value;
  }

  /** What a command prints, line by line, less the notices of the CLI itself. Throws where it doesn't end well. */
  async *lines(what: string, args: readonly string[], signal: AbortSignal): AsyncGenerator<string> {
    signal.throwIfAborted();
    const child = spawn(this.executable, args, {
      env: await this.#environment(),
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<CommandResult>((resolve) => {
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr = (stderr + text).slice(-20_000);
      });
      const done = (code: number | null, error?: NodeJS.ErrnoException): void =>
        resolve({ code, signal: null, timedOut: false, error, stdout: '', stderr });
      child.once('error', (error) => done(null, error));
      child.once('close', (code) => done(code));
    });
    const end = (): void => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        void killTree(child.pid);
      }
    };
    signal.addEventListener('abort', end);
    try {
      const splitter = new LineSplitter('\u0000');
      child.stdout.setEncoding('utf8');
      for await (const text of child.stdout as AsyncIterable<string>) {
        for (const line of splitter.push(text)) {
          if (!isNotice(line.text)) {
            yield `${line.text}\n`;
          }
        }
      }
      for (const line of splitter.end()) {
        yield line.text;
      }
      const result = await ended;
      signal.throwIfAborted();
      if (result.code !== 0) {
        throw failureOf(what, this.executable, result);
      }
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  async #environment(): Promise<Record<string, string>> {
    const env = Object.entries(this.#host.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const token = await this.#host.secret('ANYSCALE_CLI_TOKEN');
    return {
      ...withoutSecrets(Object.fromEntries(env)),
      ...(token ? { ANYSCALE_CLI_TOKEN: token } : {}),
      // What it prints comes when it is printed, as text, and without colours.
      PYTHONUNBUFFERED: '1',
      PYTHONUTF8: '1',
      NO_COLOR: '1',
    };
  }
}

/** `(anyscale +1.2s) …`: how many there are of them differs from one reading of a log to the next. */
function isNotice(line: string): boolean {
  return /^\s*\(anyscale \+[\dhms.: ]+\)/.test(plain(line));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { testEnvironment, testModel, testPython } from '../support/environment.ts';

const main = path.resolve('src/cli/main.ts');

/** The command line as a process of its own, and what it has said so far. */
export class Tuneset {
  out = '';
  err = '';
  readonly #child: ChildProcess;
  readonly #closed: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  #over = false;

  constructor(folder: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
    const own = { TUNESET_TRAINING_ENVIRONMENT: testPython(), NO_COLOR: '1' };
    const env = { ...testEnvironment(), ...own, ...more };
    this.#child = spawn(process.execPath, [main, ...args], { cwd: folder, env, stdio: 'pipe' });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.#tell();
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
    });
    this.#closed = once(this.#child, 'close').then(([code]) => {
      this.#over = true;
      this.#tell();
      return code as number | null;
    });
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  exit(): Promise<number | null> {
    return this.#closed;
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Waits for something on standard output; throws where the process ends without it. */
  async until(wanted: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = wanted.exec(this.out);
      if (found) {
        return found;
      }
      if (this.#over) {
        throw new Error(`It ended without ${wanted}.\n${this.out}\n${this.err}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #tell(): void {
    for (const resolve of this.#waiting) {
      resolve();
    }
    this.#waiting.clear();
  }
}

/** Runs the command line to its end. */
export async function tuneset(folder: string, ...args: string[]) {
  const ran = new Tuneset(folder, args);
  const exitCode = await ran.exit();
  return { exitCode, out: ran.out, err: ran.err };
}

const things = ['lamp', 'kettle', 'book', 'chair', 'key', 'cup'];
const places = ['cellar', 'kitchen', 'garden', 'attic', 'hall', 'shed'];

/** Conversations in OpenAI's format, each with an answer of its own. */
export function conversations(): string[] {
  return ['red', 'blue', 'green', 'old'].flatMap((color, shift) =>
    things.map((thing, index) =>
      JSON.stringify({
        messages: [
          { role: 'user', content: `Where is the ${color} ${thing}?` },
          {
            role: 'assistant',
            content: `The ${color} ${thing} is in the ${places[(index + 2 * shift) % places.length]}.`,
          },
        ],
      }),
    ),
  );
}

/** The same answers in OpenAI's preference format, each with a worse one. */
export function preferences(): string[] {
  return conversations().map((row, index) => {
    const [question, answer] = JSON.parse(row).messages;
    const worse = { role: 'assistant', content: `The ${things[(index + 1) % things.length]} is nowhere.` };
    return JSON.stringify({
      input: { messages: [question] },
      preferred_output: [answer],
      non_preferred_output: [worse],
    });
  });
}

/** A folder of a dataset that names the tiny model; gone after the test. */
export async function workspace(
  rows: readonly string[],
  hyperparameters: Record<string, number>,
  resources?: Record<string, unknown>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tuneset-train-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await mkdir(path.join(folder, 'data'));
  await writeFile(path.join(folder, 'data', 'train.jsonl'), `${rows.join('\n')}\n`);
  const configuration = {
    baseModel: testModel(),
    files: { train: 'data/train.jsonl' },
    training: {
      ...(resources && { resources }),
      hyperparameters: { batchSize: 4, gradientAccumulation: 1, learningRate: 0.005, ...hyperparameters },
    },
  };
  await writeFile(path.join(folder, 'tuneset.json'), JSON.stringify(configuration));
  return folder;
}

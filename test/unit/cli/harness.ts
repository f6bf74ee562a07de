import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { run } from '../../../src/cli/program.ts';
import type { TrainingPort } from '../../../src/cli/training/port.ts';
import { rules } from '../../../src/language/index.ts';

/** A folder of files that is gone after the test. */
export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

export async function bytesOf(folder: string, name: string): Promise<string> {
  return (await readFile(path.join(folder, name))).toString('latin1');
}

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface Outside {
  readonly stdin?: string | Uint8Array;
  readonly terminal?: boolean;
  readonly env?: Record<string, string>;
  /** Of a terminal. */
  readonly columns?: number;
  /** What a person answers; without them there is nobody to ask. */
  readonly answers?: readonly (string | undefined)[];
  /** Is given what a person's Ctrl+C does. */
  readonly interrupter?: (interrupt: () => void) => void;
  /** Stands in for training. */
  readonly training?: TrainingPort;
}

/** Runs `tuneset` in a folder, inside this process. */
export async function tuneset(cwd: string, args: readonly string[], outside: Outside = {}): Promise<Ran> {
  const said = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    isTerminal: outside.terminal ?? false,
    columns: () => outside.columns ?? 80,
    write: async (text: string) => {
      said[to] += text;
    },
  });
  const interrupted = new Set<() => void>();
  outside.interrupter?.(() => {
    for (const listener of [...interrupted]) {
      listener();
    }
  });
  const answers = [...(outside.answers ?? [])];
  const io: Io = {
    stdin: async () => Buffer.from(outside.stdin ?? ''),
    stdout: output('out'),
    stderr: output('err'),
    cwd,
    env: outside.env ?? {},
    ...(outside.answers && {
      ask: async (question: string) => {
        said.err += question;
        return answers.shift();
      },
    }),
    onInterrupt: (listener) => {
      interrupted.add(listener);
      return () => interrupted.delete(listener);
    },
  };
  const startServer = async () => {
    said.out += 'server started';
  };
  const { training } = outside;
  const exitCode = await (training === undefined
    ? run(args, io, startServer)
    : run(args, io, startServer, async () => training));
  return { exitCode, ...said };
}

/** The rows that most of these tests need; each with a problem of its own, or none. */
export const rows = {
  good: '{"messages":[{"role":"user","content":"What is 2 + 2?"},{"role":"assistant","content":"It is four."}]}',
  other:
    '{"messages":[{"role":"user","content":"Name a colour."},{"role":"assistant","content":"Blue is one."}]}',
  /** chat.last-role; the fix is suggested. */
  unanswered:
    '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Thanks"}]}',
} as const;

/** The rules these tests count on; others would change what is found whenever they learn something. */
export const onlyTheseRules = JSON.stringify(
  offExcept('json.blank-line', 'chat.last-role', 'duplicate.exact'),
);

function offExcept(...codes: string[]): object {
  const others = rules.filter(({ code }) => !codes.includes(code));
  return { rules: Object.fromEntries(others.map(({ code }) => [code, 'off'])) };
}

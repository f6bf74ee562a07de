import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Io, Output } from './io.ts';
import { run } from './program.ts';

/** The process around the command line; what it does is in program.ts. */

function outputOf(stream: Writable & { isTTY?: boolean; columns?: number }): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has gone (`| head`): what is left to say is said to nobody, and the exit code still counts.
    closed = true;
    if (error.code !== 'EPIPE') {
      throw error;
    }
  });
  const write = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (closed) {
        resolve();
      } else {
        stream.write(text, () => resolve());
      }
    });
  return { write, isTerminal: stream.isTTY === true, columns: () => stream.columns ?? 80 };
}

/** On standard error, as what else is said beside the result. */
function ask(question: string): Promise<string | undefined> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    // Ctrl+C, Ctrl+D and a terminal that goes away close it without a line.
    reader.once('SIGINT', () => reader.close());
    reader.once('close', () => resolve(undefined));
    reader.question(question, (line) => {
      resolve(line);
      reader.close();
    });
  });
}

function onInterrupt(listener: () => void): () => void {
  process.on('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}

const io: Io = {
  stdin: () => buffer(process.stdin),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  cwd: process.cwd(),
  env: process.env,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
  onInterrupt,
};

// Not process.exit: what is still on its way to a pipe would be lost.
process.exitCode = await run(process.argv.slice(2), io, async () => {
  const { startServer } = await import('../server/start.ts');
  startServer();
});

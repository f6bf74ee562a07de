import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Io, Output } from './io.ts';
import { run } from './program.ts';

/** The process around the command line; what it does is in program.ts. */

function outputOf(stream: Writable & { isTTY?: boolean }): Output {
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
  return { write, isTerminal: stream.isTTY === true };
}

const io: Io = {
  stdin: () => buffer(process.stdin),
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  cwd: process.cwd(),
  env: process.env,
};

// Not process.exit: what is still on its way to a pipe would be lost.
process.exitCode = await run(process.argv.slice(2), io, async () => {
  const { startServer } = await import('../server/start.ts');
  startServer();
});

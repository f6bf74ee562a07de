import { WrongUse } from '../io.ts';

/** Serves an editor until it hangs up. */
export async function lsp(options: { stdio?: boolean }, startServer: () => Promise<void>): Promise<void> {
  if (options.stdio !== true) {
    throw new WrongUse('Say how to talk: `tuneset lsp --stdio`.');
  }
  await startServer();
}

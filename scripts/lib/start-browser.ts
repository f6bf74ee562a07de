import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from '../package.ts';
import { cacheFolder } from './cache.mjs';
import { ensureCodeServer } from './code-server.ts';
import { installExtension, startEditorServer } from './editor-server.ts';
import { HumanError, note, step } from './say.mjs';

/** Serves VS Code with Tuneset installed in it and a file open, as a web page for this machine only, until Ctrl-C. */
export async function startBrowser(root: string, folder: string, file: string): Promise<void> {
  const codeServer = await ensureCodeServer();
  const vsix = await packageExtension();
  // Each clone of the repository has an editor of its own, apart from the person's.
  const key = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const home = path.join(cacheFolder(), `start-${key}`);
  const userData = path.join(home, 'data');
  const extensions = path.join(home, 'extensions');
  await rm(extensions, { recursive: true, force: true });
  await installExtension(codeServer, vsix, extensions, userData);
  const isNew = !existsSync(path.join(userData, 'User', 'settings.json'));
  const port = Number(process.env.TUNESET_PORT ?? 0);
  const server = await startEditorServer({
    codeServer,
    userData,
    extensions,
    port,
    ...(isNew ? { settings: {} } : {}),
  });
  step(`VS Code with Tuneset: ${addressOf(server.origin, folder, file)}`);
  note(`It shows ${folder}; settings and state are in ${home}.`);
  note('After a change: start again. Ctrl-C ends it.');
  const stopped = Promise.withResolvers<undefined>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // For good: the same signal may come twice, from the terminal and handed on by npm.
    process.on(signal, () => stopped.resolve(undefined));
  }
  const code = await Promise.race([stopped.promise, server.running.ended]);
  if (code !== undefined) {
    throw new HumanError(`VS Code's server ended by itself (exit code ${code})`);
  }
  await server.running.stop();
  step('Ended.');
}

/** The page that shows the folder with the file open in it. */
function addressOf(origin: string, folder: string, file: string): string {
  const remote = `vscode-remote://${new URL(origin).host}${file}`;
  const query = new URLSearchParams({ folder, payload: JSON.stringify([['openFile', remote]]) });
  return `${origin}/?${query}`;
}

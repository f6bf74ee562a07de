import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';
import { HumanError, note, step } from './say.mjs';

/** The `code` of a desktop VS Code, if there is one and a screen to show it on. */
export function desktopCommand(): string | undefined {
  const { env, platform } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return undefined;
  }
  const name = platform === 'win32' ? 'code.cmd' : 'code';
  return (env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** Opens the folder, and a file of it, in a new window of the person's own VS Code, with Tuneset from `root` in it. */
export async function startDesktop(code: string, root: string, folder: string, file: string): Promise<void> {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder, file];
  step(`Opening ${folder} in VS Code, with Tuneset from ${root}: ${code} ${args.join(' ')}`);
  note('After a change: npm run build, then "Developer: Reload Window" there.');
  // A .cmd file is run by the command interpreter, and no other way.
  const [command, ...before] = process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', code] : [code];
  const result = await run(command ?? code, [...before, ...args], { timeoutMs: 60_000 });
  if (result !== 0) {
    throw new HumanError(
      `${code} failed; TUNESET_EDITOR=code-server npm start opens VS Code in a browser instead`,
    );
  }
}

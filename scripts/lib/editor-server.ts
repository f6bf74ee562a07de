import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeServer } from './code-server.ts';
import { type Running, start } from './run.ts';
import { HumanError } from './say.mjs';
import { userSettings } from './user-settings.ts';

const startTimeoutMs = 60_000;

export interface EditorServerOptions {
  codeServer: CodeServer;
  /** Settings, state and logs of this editor; made if missing. */
  userData: string;
  /** The extensions of this editor, and no others. */
  extensions: string;
  /** User settings beside the usual ones; without any, the file stays as the person has it. */
  settings?: Record<string, unknown>;
  /** Lets a page bring an extension under development and its tests along. */
  testDriver?: boolean;
  /** 0 takes any free one. */
  port?: number;
  onLine?: (line: string) => void;
}

export interface EditorServer {
  /** Like http://127.0.0.1:4567, with no slash at the end. */
  origin: string;
  running: Running;
}

/** Starts VS Code's server on this machine only and waits until it answers. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const { codeServer, userData, extensions } = options;
  await mkdir(userData, { recursive: true });
  await mkdir(extensions, { recursive: true });
  if (options.settings) {
    await writeUserSettings(userData, options.settings);
  }
  const args = [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    ...['--user-data-dir', userData, '--extensions-dir', extensions, '--config', await emptyConfig(userData)],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-proxy'],
    ...['--disable-getting-started-override', '--ignore-last-opened', '--app-name', 'Tuneset'],
    ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const output: string[] = [];
  const listening = Promise.withResolvers<string>();
  const running = start(codeServer.node, [codeServer.entry, ...args], {
    env: serverEnvironment(),
    onLine: (line) => {
      output.push(line);
      options.onLine?.(line);
      const origin = /HTTP server listening on (http:\/\/[^/\s]+)/.exec(line)?.[1];
      if (origin) {
        listening.resolve(origin);
      }
    },
  });
  const timer = setTimeout(() => listening.reject(new Error('no answer')), startTimeoutMs);
  void running.ended.then((code) => listening.reject(new Error(`exit code ${code}`)));
  try {
    return { origin: await listening.promise, running };
  } catch (error) {
    await running.stop();
    throw new HumanError(
      `VS Code's server did not start (${(error as Error).message}):\n${output.slice(-30).join('\n')}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Unpacks a VSIX into the extensions folder, the way a user's editor does. */
export async function installExtension(
  codeServer: CodeServer,
  vsix: string,
  extensions: string,
  userData: string,
): Promise<void> {
  await mkdir(userData, { recursive: true });
  const output: string[] = [];
  const args = [
    '--install-extension',
    vsix,
    '--force',
    '--extensions-dir',
    extensions,
    '--user-data-dir',
    userData,
  ];
  const code = await start(
    codeServer.node,
    [codeServer.entry, ...args, '--config', await emptyConfig(userData)],
    {
      env: serverEnvironment(),
      timeoutMs: startTimeoutMs,
      onLine: (line) => output.push(line),
    },
  ).ended;
  if (code !== 0) {
    throw new HumanError(`Installing ${vsix} failed:\n${output.join('\n')}`);
  }
}

/** Writes the user's settings. A workbench in a browser reads them when it starts and never again. */
export async function writeUserSettings(userData: string, more: Record<string, unknown>): Promise<void> {
  await writeSettings(path.join(userData, 'User'), { ...userSettings, ...more });
}

/** Writes the settings of the machine, which override the user's. A running workbench follows at once. */
export async function writeMachineSettings(
  userData: string,
  settings: Record<string, unknown>,
): Promise<void> {
  await writeSettings(path.join(userData, 'Machine'), settings);
}

async function writeSettings(folder: string, settings: Record<string, unknown>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** Without a file of its own, code-server writes one into the user's home. */
async function emptyConfig(userData: string): Promise<string> {
  const file = path.join(userData, 'code-server.yaml');
  await writeFile(file, '{}\n');
  return file;
}

/** What is set for another VS Code or for code-server on this machine must not reach ours. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|CS_|PORT$|PASSWORD$|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(entries);
}

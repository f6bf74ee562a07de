import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import type { DesktopEditor } from '../../../scripts/editor.ts';
import type { Counts } from '../../../scripts/lib/counts.ts';
import { writeUserSettings } from '../../../scripts/lib/editor-server.ts';
import { run as runProgram } from '../../../scripts/lib/run.ts';
import { installedExtension } from './installed.ts';
import type { HostRun } from './prepare.ts';
import { readReport } from './report.ts';

/** What desktop-child.ts is told, as JSON in its only argument. */
export interface DesktopRun {
  executable: string;
  extension: string;
  suite: string;
  launchArgs: string[];
}

/** Runs the suite in a desktop VS Code. */
export async function runOnDesktop(editor: DesktopEditor, run: HostRun, timeoutMs: number): Promise<Counts> {
  const unpacked = path.join(run.temp, 'unpacked');
  const userData = path.join(run.temp, 'data');
  await writeUserSettings(userData, {});
  await installOnDesktop(editor.executable, run.vsix, unpacked, userData);
  const request: DesktopRun = {
    executable: editor.executable,
    extension: await installedExtension(unpacked),
    suite: run.suite,
    launchArgs: [
      run.workspace,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${path.join(run.temp, 'extensions')}`,
      '--disable-gpu',
      '--disable-telemetry',
    ],
  };
  let counts: Counts | undefined;
  const seen: string[] = [];
  const child = path.join(import.meta.dirname, 'desktop-child.ts');
  const [command = '', ...args] = [...editor.screen, process.execPath, child, JSON.stringify(request)];
  const code = await runProgram(command, args, {
    timeoutMs,
    onLine: (line) => {
      seen.push(line);
      const report = readReport(line);
      if (report && 'counts' in report) {
        counts = report.counts;
      } else if (report) {
        console.log(report.text);
      }
    },
  });
  if (!counts) {
    console.log(`The last lines of VS Code's output:\n${seen.slice(-30).join('\n')}`);
    throw new Error(`the suite ended without a result (exit code ${code ?? 'none: it took too long'})`);
  }
  return counts;
}

async function installOnDesktop(
  executable: string,
  vsix: string,
  extensions: string,
  userData: string,
): Promise<void> {
  // The command line of VS Code brings user data and extensions folders of its own; the last ones given count.
  const [cli = '', ...own] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const args = [
    ...own,
    '--install-extension',
    vsix,
    '--force',
    `--extensions-dir=${extensions}`,
    `--user-data-dir=${userData}`,
  ];
  await promisify(execFile)(cli, args, { timeout: 120_000, shell: process.platform === 'win32' });
}

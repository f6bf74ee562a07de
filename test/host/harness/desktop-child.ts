import { runTests } from '@vscode/test-electron';
import type { DesktopRun } from './on-desktop.ts';

/** A process of its own, because it must run under a screen of its own and prints what VS Code prints. */
const request: DesktopRun = JSON.parse(process.argv[2] ?? '{}');

try {
  await runTests({
    vscodeExecutablePath: request.executable,
    extensionDevelopmentPath: request.extension,
    extensionTestsPath: request.suite,
    launchArgs: request.launchArgs,
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}

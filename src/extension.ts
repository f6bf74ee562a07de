import * as vscode from 'vscode';
import { registerCommands } from './editor/commands.ts';
import { keepCommentsOut } from './editor/language-configuration.ts';
import { ProblemReports } from './editor/report.ts';
import { Server } from './editor/server.ts';
import { StatusItems } from './editor/status.ts';
import { TrainingFront } from './editor/training/front.ts';

let server: Server | undefined;
let training: TrainingFront | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Tuneset', { log: true });
  context.subscriptions.push(log);
  try {
    server = new Server(context, log);
    const status = new StatusItems(server);
    const reports = new ProblemReports(server);
    training = new TrainingFront(context, log);
    context.subscriptions.push(server, status, reports, training);
    context.subscriptions.push(keepCommentsOut());
    context.subscriptions.push(registerCommands({ server, status, reports, training, log }));
    void training.runs.open();
    await server.start();
  } catch (error) {
    // VS Code says nothing when an extension fails to start.
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('Tuneset could not start: {0}', String(error)));
  }
}

export async function deactivate(): Promise<void> {
  // Runs go on: nobody looks after them until a window opens or a terminal asks.
  await Promise.all([server?.stop(), training?.runs.close()]);
}

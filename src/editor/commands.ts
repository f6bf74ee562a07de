import * as vscode from 'vscode';
import { checkWorkspace } from './check-workspace.ts';
import { chooseTarget } from './choose-target.ts';
import { createConfiguration, exists, newConfiguration, setInConfiguration } from './configuration-file.ts';
import { datasetOf } from './documents.ts';
import { fixAll } from './fix-all.ts';
import type { ProblemReports } from './report.ts';
import type { Server } from './server.ts';
import type { StatusItems } from './status.ts';
import { runCommands } from './training/actions.ts';
import type { TrainingFront } from './training/front.ts';
import type { Training } from './training/training.ts';

/** What commands work with. */
export interface Tuneset {
  readonly server: Server;
  readonly status: StatusItems;
  readonly reports: ProblemReports;
  readonly training: TrainingFront;
  readonly log: vscode.LogOutputChannel;
}

/** What a command gives is for other extensions, tasks and tests. */
type Command = (tuneset: Tuneset, ...args: unknown[]) => unknown;

/** A command about a dataset: the one that its first argument names, or the one in the active editor. */
function about(run: (dataset: vscode.Uri, tuneset: Tuneset, ...more: unknown[]) => Promise<void>): Command {
  return async (tuneset, named, ...more) => {
    const dataset = datasetOf(named);
    if (dataset === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a JSON Lines file first.'));
      return;
    }
    await run(dataset, tuneset, ...more);
  };
}

/** A command about training, which runs programs and believes what a workspace says of its runs. */
function training<T>(run: (runs: Training, front: TrainingFront, named: unknown) => Promise<T>): Command {
  return async ({ training: front }, named) =>
    (await isTrusted()) ? run(front.runs, front, named) : undefined;
}

async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'Training runs programs on this machine, so it is off in Restricted Mode. Trust this folder to train with it.',
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

/** Every command. package.json says how each is called and where it is offered. */
const commands: Readonly<Record<string, Command>> = {
  'tuneset.chooseTarget': about((dataset, { server, status }, named) => {
    const current = status.of(dataset)?.targets.map(({ id }) => id) ?? [];
    return chooseTarget(dataset, current, server, named);
  }),
  'tuneset.fixAll': about((dataset, { server }) => fixAll(dataset, server)),
  'tuneset.showAllProblems': about((dataset, { reports }) => reports.show(dataset)),
  'tuneset.disableRule': about(async (dataset, _, code) => {
    await setInConfiguration(dataset, ['rules', String(code)], 'off');
  }),
  'tuneset.checkWorkspace': ({ server, log }) => checkWorkspace(server, log),
  'tuneset.createConfiguration': createOwnConfiguration,
  'tuneset.startTrainingRun': training((_, front, given) => front.start(given)),
  'tuneset.checkTrainingEnvironment': training((_, front, provider) => front.checkEnvironment(provider)),
  'tuneset.setKey': training(({ keys }, _, name) => keys.ask(name)),
  'tuneset.removeKey': training(({ keys }, _, name) => keys.remove(name)),
  'tuneset.openRunMonitor': training((_, front, run) => front.openMonitor(run)),
  'tuneset.openRunLog': training((runs, _, run) => runCommands.openLog(runs, run)),
  'tuneset.cancelRun': training((runs, _, run) => runCommands.cancel(runs, run)),
  'tuneset.resumeRun': training((runs, _, run) => runCommands.resume(runs, run)),
  'tuneset.rerun': training((_, front, run) => front.runAgain(run)),
  'tuneset.copyRunCommand': training((runs, _, run) => runCommands.copyCommand(runs, run)),
  'tuneset.revealRun': training((runs, _, run) => runCommands.reveal(runs, run)),
  'tuneset.deleteRun': training((runs, _, run) => runCommands.remove(runs, run)),
  'tuneset.openRunRow': training((runs, _, place) => runCommands.openRow(runs, place)),
  'tuneset.restartServer': ({ server }) => server.restart(),
  'tuneset.showLog': ({ log }) => log.show(),
};

/** Registers all commands; what goes wrong in one is logged and said. */
export function registerCommands(tuneset: Tuneset): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(tuneset, ...args);
        } catch (error) {
          tuneset.log.error(`${id}:`, error);
          const message = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(`Tuneset: ${message}`);
          return undefined;
        }
      }),
    ),
  );
}

const template = `{
  // Where the data is to be trained. "Tuneset: Choose Training Target…" writes it here:
  // "target": "openai-sft",
  // Severities of rules, by code or by family: "off", "hint", "info", "warning" or "error".
  "rules": {}
}
`;

async function createOwnConfiguration(): Promise<void> {
  const file = newConfiguration(datasetOf(undefined));
  if (file === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    return;
  }
  if (!(await exists(file))) {
    await createConfiguration(file, template);
  }
  await vscode.window.showTextDocument(file);
}

import * as vscode from 'vscode';
import { checkWorkspace } from './check-workspace.ts';
import { chooseTarget } from './choose-target.ts';
import { createConfiguration, exists, newConfiguration, setInConfiguration } from './configuration-file.ts';
import { datasetOf } from './documents.ts';
import { fixAll } from './fix-all.ts';
import type { ProblemReports } from './report.ts';
import type { Server } from './server.ts';
import type { StatusItems } from './status.ts';

/** What commands work with. */
export interface Tuneset {
  readonly server: Server;
  readonly status: StatusItems;
  readonly reports: ProblemReports;
  readonly log: vscode.LogOutputChannel;
}

type Command = (tuneset: Tuneset, ...args: unknown[]) => Promise<void> | void;

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
  'tuneset.restartServer': ({ server }) => server.restart(),
  'tuneset.showLog': ({ log }) => log.show(),
};

/** Registers all commands; what goes wrong in one is logged and said. */
export function registerCommands(tuneset: Tuneset): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await run(tuneset, ...args);
        } catch (error) {
          tuneset.log.error(`${id}:`, error);
          const message = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(`Tuneset: ${message}`);
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

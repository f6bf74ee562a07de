import path from 'node:path';
import * as vscode from 'vscode';
import { isFinal } from '../../providers/observation.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { openRowOfRun } from './open-row.ts';
import { folderOf, openLog } from './run-log.ts';
import { describeRun, titleOf } from './run-texts.ts';
import type { Training } from './training.ts';
import { plain } from './words.ts';

/** Commands about one run: the one that their first argument names (a line of the Runs view, or its id), or one that is picked. */
type RunCommand = (run: RunSummary, training: Training) => Promise<void>;

const isActive = ({ state }: RunSummary): boolean => !isFinal(state);

export async function aboutRun(
  training: Training,
  named: unknown,
  run: RunCommand,
  offered: (run: RunSummary) => boolean = () => true,
): Promise<void> {
  const id = idOf(named) ?? (await pickRun(training, offered));
  if (id === undefined) {
    return;
  }
  const found = training.get(id);
  if (found === undefined) {
    throw new Error(vscode.l10n.t('There is no run {0}.', plain(id, 60)));
  }
  await run(found.run, training);
}

/** Commands of runs, but for those that start one. */
export const runCommands = {
  openLog: (training: Training, named: unknown) => aboutRun(training, named, openLog),
  cancel: (training: Training, named: unknown) => aboutRun(training, named, cancel, isActive),
  resume: (training: Training, named: unknown) =>
    aboutRun(training, named, resume, ({ resumable }) => resumable),
  copyCommand: (training: Training, named: unknown) => aboutRun(training, named, copyCommand),
  reveal: (training: Training, named: unknown) => aboutRun(training, named, reveal),
  remove: (training: Training, named: unknown) =>
    aboutRun(training, named, remove, ({ state }) => isFinal(state)),
  openRow: (training: Training, place: unknown) =>
    isPlace(place) ? aboutRun(training, place, (run) => openRowOfRun(run, place)) : Promise.resolve(),
};

async function cancel(run: RunSummary, training: Training): Promise<void> {
  const yes = vscode.l10n.t('Cancel Run');
  const detail = vscode.l10n.t(
    'Training ends after the step that it is at, with a checkpoint where the provider can make one.',
  );
  const question = vscode.l10n.t('Cancel the run "{0}"?', titleOf(run));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes) {
    await training.get(run.id)?.service.cancel(run.id);
  }
}

async function resume(run: RunSummary, training: Training): Promise<void> {
  await training.get(run.id)?.service.resume(run.id);
}

async function copyCommand({ root, record }: RunSummary): Promise<void> {
  const { commandOf } = await import('../../runs/command-line.ts');
  const { configurationName } = await import('../../workspace/configuration.ts');
  const { readConfiguration } = await import('../../workspace/configurations.ts');
  // The command is run beside a tuneset.json, and has to say what that one says otherwise.
  const configured = await readConfiguration(path.join(root, configurationName)).catch(() => undefined);
  await vscode.env.clipboard.writeText(commandOf(record, configured?.configuration.training));
  vscode.window.setStatusBarMessage(vscode.l10n.t('The command is copied.'), 3000);
}

async function reveal(run: RunSummary): Promise<void> {
  const folder = vscode.Uri.file(folderOf(run));
  // In a browser there is no file explorer but VS Code's own.
  const command =
    vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined
      ? 'revealFileInOS'
      : 'revealInExplorer';
  await vscode.commands.executeCommand(command, folder);
}

async function remove(run: RunSummary, training: Training): Promise<void> {
  const yes = vscode.l10n.t('Delete Run');
  const detail = vscode.l10n.t(
    'Its folder with checkpoints, adapter and log is deleted for good. What is elsewhere (on a cluster, in a bucket) stays.',
  );
  const question = vscode.l10n.t('Delete the run "{0}"?', titleOf(run));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes) {
    await training.get(run.id)?.service.remove(run.id);
  }
}

async function pickRun(
  training: Training,
  offered: (run: RunSummary) => boolean,
): Promise<string | undefined> {
  const items = training
    .runs()
    .filter(offered)
    .map((run) => ({ label: titleOf(run), description: describeRun(run), id: run.id }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no such run here.'));
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Which run?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.id;
}

function idOf(named: unknown): string | undefined {
  if (typeof named === 'string') {
    return named;
  }
  return typeof named === 'object' && named !== null && 'runId' in named && typeof named.runId === 'string'
    ? named.runId
    : undefined;
}

function isPlace(
  place: unknown,
): place is { readonly runId: string; readonly path: string; readonly line: number } {
  return (
    idOf(place) !== undefined &&
    typeof place === 'object' &&
    place !== null &&
    'path' in place &&
    typeof place.path === 'string' &&
    'line' in place &&
    typeof place.line === 'number'
  );
}

import path from 'node:path';
import * as vscode from 'vscode';
import { isFinal } from '../../providers/observation.ts';
import { duration } from '../../runs/amounts.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { runsViewId } from './ids.ts';
import { contextOf, describeRun, iconOf, labelOf, speakRun, titleOf } from './run-texts.ts';
import type { Training } from './training.ts';
import { plain } from './words.ts';

/** A line of the Runs view. Commands of its menus get it as their first argument. */
export interface RunNode {
  readonly runId: string;
  /** Absent on the run itself. */
  readonly part?: Part;
}

type Part =
  | { readonly kind: 'problem'; readonly problem: RunSummary['problems'][number] }
  | { readonly kind: 'artifact'; readonly artifact: RunSummary['artifacts'][number] }
  | { readonly kind: 'checkpoint'; readonly checkpoint: RunSummary['checkpoints'][number] };

/** Between two refreshes, in milliseconds: a run may report many times a second. */
const refreshPause = 500;

/** Checkpoints shown of a run, the latest first. */
const mostCheckpoints = 20;

/** The runs of the workspace, each with its problems, what it made and its checkpoints. */
export class RunsView implements vscode.TreeDataProvider<RunNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<RunNode[] | undefined>;
  readonly #changes = new vscode.EventEmitter<RunNode[] | undefined>();
  readonly #training: Training;
  readonly #view: vscode.TreeView<RunNode>;
  readonly #disposables: vscode.Disposable[];
  /** A line's object must stay the same for VS Code to know it again. */
  readonly #nodes = new Map<string, RunNode>();
  /** What each run looked like when it was last told to VS Code. */
  readonly #shown = new Map<string, string>();
  #order = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(training: Training) {
    this.#training = training;
    this.onDidChangeTreeData = this.#changes.event;
    this.#view = vscode.window.createTreeView(runsViewId, { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#changes,
      this.#view,
      training.onDidChange(() => this.#soon()),
      { dispose: () => clearTimeout(this.#timer) },
    ];
  }

  getTreeItem({ runId, part }: RunNode): vscode.TreeItem {
    const run = this.#training.get(runId)?.run;
    if (run === undefined) {
      return new vscode.TreeItem(runId);
    }
    return part === undefined ? this.#itemOf(run) : partItem(run, part);
  }

  getChildren(node?: RunNode): RunNode[] {
    if (node === undefined) {
      const runs = this.#training.runs();
      this.#order = orderOf(runs);
      for (const run of runs) {
        this.#shown.set(run.id, lookOf(run));
      }
      return runs.map(({ id }) => this.#node(id));
    }
    const run = node.part === undefined ? this.#training.get(node.runId)?.run : undefined;
    return run === undefined ? [] : partsOf(run).map((part) => ({ runId: run.id, part }));
  }

  getParent({ runId, part }: RunNode): RunNode | undefined {
    return part === undefined ? undefined : this.#node(runId);
  }

  /** Brings the view into sight, at a run. */
  async reveal(runId: string): Promise<void> {
    await vscode.commands.executeCommand(`${runsViewId}.focus`);
    this.#refresh();
    await this.#view.reveal(this.#node(runId), { select: true, focus: false });
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #node(runId: string): RunNode {
    const node = this.#nodes.get(runId) ?? { runId };
    this.#nodes.set(runId, node);
    return node;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#refresh(), refreshPause);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const runs = this.#training.runs();
    this.#showBadge();
    void vscode.commands.executeCommand('setContext', 'tuneset.hasRuns', runs.length > 0);
    if (orderOf(runs) !== this.#order) {
      this.#changes.fire(undefined);
      return;
    }
    const changed = runs.filter((run) => this.#shown.get(run.id) !== lookOf(run));
    for (const run of changed) {
      this.#shown.set(run.id, lookOf(run));
    }
    if (changed.length > 0) {
      this.#changes.fire(changed.map(({ id }) => this.#node(id)));
    }
  }

  #showBadge(): void {
    const { running } = this.#training;
    const tooltip =
      running === 1 ? vscode.l10n.t('1 run in progress') : vscode.l10n.t('{0} runs in progress', running);
    if ((this.#view.badge?.value ?? 0) !== running) {
      this.#view.badge = running === 0 ? undefined : { value: running, tooltip };
    }
  }

  #itemOf(run: RunSummary): vscode.TreeItem {
    const open = run.problems.length > 0 && run.state === 'failed';
    const children = partsOf(run).length > 0;
    const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(labelOf(run), !children ? None : open ? Expanded : Collapsed);
    // VS Code remembers by it what is open; opening a run that just failed needs one of its own.
    item.id = `${run.root}\0${run.id}${open ? '\0failed' : ''}`;
    item.description =
      this.#training.rootCount > 1 ? `${describeRun(run)} · ${path.basename(run.root)}` : describeRun(run);
    const { icon, color } = iconOf(run);
    item.iconPath = new vscode.ThemeIcon(
      icon,
      color === undefined ? undefined : new vscode.ThemeColor(color),
    );
    item.tooltip = tooltipOf(run);
    item.contextValue = contextOf(run);
    item.accessibilityInformation = { label: speakRun(run) };
    item.command = {
      command: 'tuneset.openRunMonitor',
      title: vscode.l10n.t('Open Monitor'),
      arguments: [this.#node(run.id)],
    };
    return item;
  }
}

function orderOf(runs: readonly RunSummary[]): string {
  return runs.map(({ id }) => id).join(' ');
}

/** All that the lines of a run show, to tell whether they have to be drawn anew. */
function lookOf(run: RunSummary): string {
  return JSON.stringify([
    run.name,
    contextOf(run),
    describeRun(run),
    run.message,
    run.problems,
    run.artifacts,
    run.checkpoints,
  ]);
}

function partsOf(run: RunSummary): Part[] {
  return [
    ...run.problems.map((problem) => ({ kind: 'problem', problem }) as const),
    ...run.artifacts.map((artifact) => ({ kind: 'artifact', artifact }) as const),
    ...run.checkpoints
      .slice(-mostCheckpoints)
      .reverse()
      .map((checkpoint) => ({ kind: 'checkpoint', checkpoint }) as const),
  ];
}

function partItem(run: RunSummary, part: Part): vscode.TreeItem {
  switch (part.kind) {
    case 'problem':
      return problemItem(run, part.problem);
    case 'artifact':
      return artifactItem(part.artifact);
    case 'checkpoint': {
      const item = new vscode.TreeItem(vscode.l10n.t('Checkpoint {0}', part.checkpoint.step));
      item.description = plain(part.checkpoint.path);
      item.iconPath = new vscode.ThemeIcon('save');
      item.contextValue = 'checkpoint';
      return item;
    }
  }
}

function problemItem(
  run: RunSummary,
  { severity, message, advice, row }: RunSummary['problems'][number],
): vscode.TreeItem {
  const item = new vscode.TreeItem(row === undefined ? plain(message) : plain(`${row.path}:${row.line}`));
  item.iconPath =
    severity === 'error'
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.tooltip = textTooltip(advice === undefined ? message : `${message} ${advice}`);
  if (row !== undefined) {
    item.description = plain(message);
    item.command = {
      command: 'tuneset.openRunRow',
      title: vscode.l10n.t('Go to Row'),
      arguments: [{ runId: run.id, path: row.path, line: row.line }],
    };
  }
  return item;
}

function artifactItem({ kind, location }: RunSummary['artifacts'][number]): vscode.TreeItem {
  const titles: Record<string, string> = {
    adapter: vscode.l10n.t('Adapter'),
    model: vscode.l10n.t('Model'),
    'remote-model': vscode.l10n.t('Model at the provider'),
  };
  const item = new vscode.TreeItem(titles[kind] ?? plain(kind, 40));
  item.description = plain(location);
  item.iconPath = new vscode.ThemeIcon('package');
  item.contextValue = 'artifact';
  return item;
}

function tooltipOf(run: RunSummary): vscode.MarkdownString {
  if (run.broken === true) {
    return textTooltip(run.message ?? run.state);
  }
  const { record } = run;
  const { spec, dataset } = record;
  const { epochs, learningRate, batchSize, gradientAccumulation, maxSteps } = spec.hyperparameters;
  const adapter =
    spec.adapter.type === 'none'
      ? vscode.l10n.t('all weights')
      : vscode.l10n.t('{0} of rank {1}', spec.adapter.type === 'lora' ? 'LoRA' : 'QLoRA', spec.adapter.rank);
  const lines: (readonly [string, string])[] = [
    [vscode.l10n.t('State'), run.message === undefined ? run.state : `${run.state}: ${run.message}`],
    [vscode.l10n.t('Training'), `${spec.method.toUpperCase()}, ${adapter}, ${record.provider}`],
    [vscode.l10n.t('Base model'), spec.baseModel],
    [
      vscode.l10n.t('Settings'),
      vscode.l10n.t(
        '{0}, learning rate {1}, {2} rows a step',
        maxSteps === null
          ? vscode.l10n.t('{0} epochs', epochs)
          : vscode.l10n.t('{0} steps at most', maxSteps),
        learningRate,
        batchSize * gradientAccumulation,
      ),
    ],
    [
      vscode.l10n.t('Data'),
      `${dataset.files.map(({ path: file, used }) => `${file} (${used})`).join(', ')}, ${dataset.fingerprint.slice(0, 12)}`,
    ],
  ];
  if (!isFinal(run.state) && run.secondsLeft !== undefined) {
    lines.push([vscode.l10n.t('Time left'), duration(run.secondsLeft)]);
  }
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(titleOf(run)).appendMarkdown('**\n\n');
  for (const [title, text] of lines) {
    tooltip.appendMarkdown(`- ${title}: `).appendText(plain(text, 300)).appendMarkdown('\n');
  }
  return tooltip;
}

/** Text that is shown as text: a tooltip that is a string is, too, but for what looks like Markdown. */
function textTooltip(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(plain(text, 1000));
}

import * as vscode from 'vscode';
import { isFinal } from '../../providers/observation.ts';
import { metric } from '../../runs/amounts.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { openRowOfRun } from './open-row.ts';
import { openLog } from './run-log.ts';
import { lossOf, titleOf } from './run-texts.ts';
import type { Training } from './training.ts';
import { plain } from './words.ts';

/** Runs of this workspace that were not over when they were last seen, by window and reload. */
const unfinishedKey = 'tuneset.training.unfinished';

/**
 * Says once how a run ended, also when that was while the window was closed. Runs that were over when they were first
 * seen are none of its business.
 */
export class EndNotifications implements vscode.Disposable {
  readonly #training: Training;
  readonly #openMonitor: (id: string) => Promise<void>;
  readonly #state: vscode.Memento;
  readonly #subscription: vscode.Disposable;

  constructor(training: Training, openMonitor: (id: string) => Promise<void>) {
    this.#training = training;
    this.#openMonitor = openMonitor;
    this.#state = training.context.workspaceState;
    this.#subscription = training.onDidChange((ids) => this.#look(ids));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(ids: readonly string[]): void {
    const before = this.#state.get<readonly string[]>(unfinishedKey, []);
    const unfinished = new Set(before);
    for (const id of ids) {
      const run = this.#training.get(id)?.run;
      if (run === undefined) {
        continue;
      }
      if (!isFinal(run.state)) {
        unfinished.add(id);
      } else if (unfinished.delete(id)) {
        void this.#tell(run).catch((error) => this.#training.log.error('The end of a run:', error));
      }
    }
    if (unfinished.size !== before.length || before.some((id) => !unfinished.has(id))) {
      void this.#state.update(unfinishedKey, [...unfinished]);
    }
  }

  async #tell(run: RunSummary): Promise<void> {
    const name = titleOf(run);
    const openMonitor = vscode.l10n.t('Open Monitor');
    if (run.state === 'succeeded') {
      const loss = lossOf(run);
      const text =
        loss === undefined
          ? vscode.l10n.t('Run "{0}" succeeded.', name)
          : vscode.l10n.t('Run "{0}" succeeded, with a loss of {1}.', name, metric(loss));
      if ((await vscode.window.showInformationMessage(text, openMonitor)) === openMonitor) {
        await this.#openMonitor(run.id);
      }
    } else if (run.state !== 'cancelled') {
      await this.#tellOfTrouble(run, name);
    }
  }

  async #tellOfTrouble(run: RunSummary, name: string): Promise<void> {
    const problem = run.problems.findLast(({ severity }) => severity === 'error') ?? run.problems.at(-1);
    // What sums up the trouble may name no row, where others do.
    const row = problem?.row ?? run.problems.findLast((other) => other.row !== undefined)?.row;
    const reason = [problem?.message ?? run.message ?? '', problem?.advice ?? '']
      .filter((text) => text !== '')
      .map((text) => plain(text, 300))
      .join(' ');
    const goToRow = vscode.l10n.t('Go to Row');
    const resume = vscode.l10n.t('Resume');
    const showLog = vscode.l10n.t('Show Log');
    const text = vscode.l10n.t('Run "{0}" {1}. {2}', name, plain(run.state, 40), reason);
    const actions = [...(row ? [goToRow] : []), ...(run.resumable ? [resume] : []), showLog];
    const answer =
      run.state === 'failed'
        ? await vscode.window.showErrorMessage(text, ...actions)
        : await vscode.window.showWarningMessage(text, ...actions);
    if (answer === goToRow && row !== undefined) {
      await openRowOfRun(run, row);
    } else if (answer === resume) {
      await vscode.commands.executeCommand('tuneset.resumeRun', { runId: run.id });
    } else if (answer === showLog) {
      await openLog(run, this.#training);
    }
  }
}

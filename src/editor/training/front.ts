import type * as vscode from 'vscode';
import type { CheckReport } from '../../providers/provider.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { aboutRun } from './actions.ts';
import { Monitor } from './monitor-panel.ts';
import { EndNotifications } from './notifications.ts';
import { RunLogs } from './run-log.ts';
import { RunsView } from './runs-view.ts';
import { Training } from './training.ts';

/** What VS Code shows of training: the view, the monitor, the logs, what is told at the end. */
export class TrainingFront implements vscode.Disposable {
  readonly runs: Training;
  readonly #view: RunsView;
  readonly #monitor: Monitor;
  readonly #disposables: readonly vscode.Disposable[];

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.runs = new Training(context, log);
    this.#view = new RunsView(this.runs);
    this.#monitor = new Monitor(this.runs);
    this.#disposables = [
      this.#view,
      this.#monitor,
      new RunLogs(this.runs),
      new EndNotifications(this.runs, (id) => this.#monitor.open(id)),
      this.runs,
    ];
  }

  /** Asks and starts; a run that somebody was asked about is shown at once. */
  async start(given: unknown): Promise<string | undefined> {
    const { startTrainingRun } = await import('./start-run.ts');
    const id = await startTrainingRun(this.runs, given);
    const unasked = typeof given === 'object' && given !== null && 'start' in given && given.start === true;
    if (!unasked) {
      await this.#show(id);
    }
    return id;
  }

  runAgain(named: unknown): Promise<void> {
    return aboutRun(this.runs, named, async (run: RunSummary) => {
      const { runAgain } = await import('./start-run.ts');
      await this.#show(await runAgain(this.runs, run));
    });
  }

  openMonitor(named: unknown): Promise<void> {
    return aboutRun(this.runs, named, ({ id }) => this.#monitor.open(id));
  }

  async checkEnvironment(provider: unknown): Promise<CheckReport | undefined> {
    const { checkTrainingEnvironment } = await import('./environment.ts');
    return checkTrainingEnvironment(this.runs, provider);
  }

  dispose(): void {
    for (const disposable of this.#disposables) {
      disposable.dispose();
    }
  }

  async #show(id: string | undefined): Promise<void> {
    if (id !== undefined) {
      await this.#view.reveal(id);
      await this.#monitor.open(id);
    }
  }
}

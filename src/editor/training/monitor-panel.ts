import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProviderId } from '../../providers/provider.ts';
import type { RunSummary } from '../../runs/summary.ts';
import type { FromMonitor, RunAction, ToMonitor } from '../../webview/protocol.ts';
import { monitorType } from './ids.ts';
import { monitorHtml } from './monitor-html.ts';
import { openRowOfRun } from './open-row.ts';
import { RunFeed } from './run-feed.ts';
import { titleOf } from './run-texts.ts';
import { runView } from './run-view.ts';
import type { Training } from './training.ts';

/** Between two messages with news, in milliseconds. */
const sendPause = 300;

const commandOfAction: Readonly<Record<RunAction, string>> = {
  cancel: 'tuneset.cancelRun',
  resume: 'tuneset.resumeRun',
  rerun: 'tuneset.rerun',
  openLog: 'tuneset.openRunLog',
  reveal: 'tuneset.revealRun',
  copyCommand: 'tuneset.copyRunCommand',
};

/** The one monitor of a window: it is about one run and can show others beside it. */
export class Monitor implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #training: Training;
  readonly #registration: vscode.Disposable;
  #panel: MonitorPanel | undefined;

  constructor(training: Training) {
    this.#training = training;
    this.#registration = vscode.window.registerWebviewPanelSerializer(monitorType, this);
  }

  async open(id: string): Promise<void> {
    if (this.#panel !== undefined) {
      this.#panel.focus(id);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      monitorType,
      vscode.l10n.t('Run Monitor'),
      { viewColumn: vscode.ViewColumn.Active },
      { retainContextWhenHidden: false },
    );
    await this.#show(panel, id);
  }

  /** After a reload of the window VS Code brings the panel back, with what the view remembered. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const focus = typeof state === 'object' && state !== null && 'focus' in state ? state.focus : undefined;
    this.#panel?.dispose();
    await this.#show(panel, typeof focus === 'string' ? focus : undefined);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#panel?.dispose();
  }

  async #show(panel: vscode.WebviewPanel, focus: string | undefined): Promise<void> {
    const shown = new MonitorPanel(panel, this.#training, focus);
    this.#panel = shown;
    panel.onDidDispose(() => {
      if (this.#panel === shown) {
        this.#panel = undefined;
      }
    });
    await shown.load();
  }
}

class MonitorPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #training: Training;
  readonly #feeds = new Map<string, RunFeed>();
  readonly #titles = new Map<ProviderId, string>();
  readonly #disposables: vscode.Disposable[];
  #focus: string | undefined;
  /** The runs that the view shows curves of. */
  #shown: readonly string[] = [];
  /** Whether there is somebody to talk to: a view that is hidden is gone, and begins anew. */
  #ready = false;
  #runsChanged = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(panel: vscode.WebviewPanel, training: Training, focus: string | undefined) {
    this.#panel = panel;
    this.#training = training;
    this.#focus = focus;
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: FromMonitor) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) {
          this.#sleep();
        }
      }),
      training.onDidChange(() => this.#onRuns()),
    ];
    panel.onDidDispose(() => this.#dispose());
  }

  async load(): Promise<void> {
    const { webview } = this.#panel;
    const dist = vscode.Uri.joinPath(this.#training.context.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.#showTitle();
    for (const [id, { title }] of await this.#training.providers()) {
      this.#titles.set(id, title);
    }
    webview.html = monitorHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'monitor.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'monitor.css')).toString(),
      source: webview.cspSource,
      nonce: randomBytes(18).toString('base64url'),
      title: vscode.l10n.t('Run Monitor'),
      language: vscode.env.language,
    });
  }

  focus(id: string): void {
    this.#focus = id;
    this.#panel.reveal();
    this.#showTitle();
    if (this.#ready) {
      this.#sendRuns();
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: FromMonitor): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      this.#training.log.error('The run monitor:', error);
      this.#post({ type: 'error', message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #answer(message: FromMonitor): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#sleep();
        // After a reload the view may be back before the runs have been read.
        await this.#training.open();
        this.#ready = true;
        this.#sendRuns();
        break;
      case 'show':
        this.#shown = message.ids;
        this.#feed();
        break;
      case 'action':
        if (Object.hasOwn(commandOfAction, message.action)) {
          await vscode.commands.executeCommand(commandOfAction[message.action], { runId: message.id });
        }
        break;
      case 'openRow': {
        const found = this.#training.get(message.id);
        if (found !== undefined) {
          await openRowOfRun(found.run, { path: message.path, line: message.line });
        }
        break;
      }
    }
  }

  /** What is shown is fed, and nothing else. */
  #feed(): void {
    for (const [id, feed] of this.#feeds) {
      if (!this.#shown.includes(id)) {
        feed.stop();
        this.#feeds.delete(id);
      }
    }
    for (const id of this.#shown) {
      const feed = this.#feeds.get(id) ?? new RunFeed(id, this.#training, () => this.#soon());
      this.#feeds.set(id, feed);
      // A run that was over goes on when it is resumed.
      feed.follow();
    }
  }

  #onRuns(): void {
    this.#runsChanged = true;
    this.#showTitle();
    if (this.#ready) {
      this.#feed();
      this.#soon();
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#ready) {
        return;
      }
      if (this.#runsChanged) {
        this.#sendRuns();
      }
      for (const feed of this.#feeds.values()) {
        for (const message of feed.news()) {
          this.#post(message);
        }
      }
    }, sendPause);
  }

  #sendRuns(): void {
    this.#runsChanged = false;
    this.#showTitle();
    const runs = this.#training.runs();
    const focus = this.#focusOf(runs);
    const views = runs.map((run) =>
      runView(run, this.#titles.get(run.record.provider) ?? run.record.provider),
    );
    this.#post({ type: 'runs', runs: views, focus: focus?.id ?? '' });
  }

  #focusOf(runs: readonly RunSummary[]): RunSummary | undefined {
    return runs.find(({ id }) => id === this.#focus) ?? runs[0];
  }

  #showTitle(): void {
    const run = this.#focusOf(this.#training.runs());
    this.#panel.title = run === undefined ? vscode.l10n.t('Run Monitor') : titleOf(run);
  }

  #post(message: ToMonitor): void {
    void this.#panel.webview.postMessage(message);
  }

  #sleep(): void {
    this.#ready = false;
    this.#shown = [];
    this.#feed();
  }

  #dispose(): void {
    this.#sleep();
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
  }
}

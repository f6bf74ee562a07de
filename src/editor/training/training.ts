import * as vscode from 'vscode';
import { isFinal } from '../../providers/observation.ts';
import type { ProviderId, TrainingProvider } from '../../providers/provider.ts';
import type { RunService } from '../../runs/service.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { editorHost } from './host.ts';
import { Keys } from './keys.ts';
import { findRoots, hasRuns, rootOfRecord, workspaceFolders } from './roots.ts';

/** Where runs are, and what looks after them. */
export interface RunsOfRoot {
  readonly root: string;
  readonly service: RunService;
}

/**
 * The training runs of the workspace. Nothing of it is loaded before it is needed: where nobody has trained, all that
 * happens is a look whether there is a folder.
 */
export class Training implements vscode.Disposable {
  readonly keys: Keys;
  readonly log: vscode.LogOutputChannel;
  readonly context: vscode.ExtensionContext;
  /** Ids of runs that changed, came or went. */
  readonly onDidChange: vscode.Event<readonly string[]>;
  readonly #changes = new vscode.EventEmitter<readonly string[]>();
  readonly #roots = new Map<string, Promise<RunsOfRoot>>();
  readonly #open = new Map<string, RunsOfRoot>();
  readonly #disposables: vscode.Disposable[] = [this.#changes];
  #providers: Promise<ReadonlyMap<ProviderId, TrainingProvider>> | undefined;
  #opened: Promise<void> | undefined;
  #closed = false;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.context = context;
    this.log = log;
    this.keys = new Keys(context.secrets);
    this.onDidChange = this.#changes.event;
  }

  /** Finds the runs that there are, and follows those that go on: also ones that a terminal or another window starts. */
  open(): Promise<void> {
    this.#opened ??= this.#openAtAll().catch((error) => this.log.error('Runs were not found:', error));
    return this.#opened;
  }

  /** All runs of all roots, the newest first. */
  runs(): readonly RunSummary[] {
    return [...this.#open.values()]
      .flatMap(({ service }) => service.list())
      .sort((a, b) => b.id.localeCompare(a.id));
  }

  /** How many folders runs are in. */
  get rootCount(): number {
    return this.#open.size;
  }

  get(id: string): { readonly run: RunSummary; readonly service: RunService } | undefined {
    for (const { service } of this.#open.values()) {
      const run = service.get(id);
      if (run !== undefined) {
        return { run, service };
      }
    }
    return undefined;
  }

  /** How many runs are not over. */
  get running(): number {
    return this.runs().filter(({ state }) => !isFinal(state)).length;
  }

  providers(): Promise<ReadonlyMap<ProviderId, TrainingProvider>> {
    this.#providers ??= import('../../providers/all.ts').then(({ createProviders }) =>
      createProviders(editorHost(this.context, this.keys, this.log)),
    );
    return this.#providers;
  }

  async provider(id: ProviderId): Promise<TrainingProvider> {
    const provider = (await this.providers()).get(id);
    if (provider === undefined) {
      throw new Error(vscode.l10n.t('There is no provider {0}.', id));
    }
    return provider;
  }

  /** What looks after the runs of a folder, whether there are any yet or not. */
  async of(root: string): Promise<RunService> {
    let opening = this.#roots.get(root);
    if (opening === undefined) {
      opening = this.#start(root);
      this.#roots.set(root, opening);
      // Where it could not be opened, the next one who asks may have more luck.
      opening.catch(() => this.#roots.delete(root));
    }
    return (await opening).service;
  }

  /** Ends looking after runs; they go on. */
  async close(): Promise<void> {
    this.#closed = true;
    const opening = [...this.#roots.values()];
    this.#roots.clear();
    this.#open.clear();
    await Promise.allSettled(opening.map(async (root) => (await root).service.close()));
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #openAtAll(): Promise<void> {
    if (vscode.workspace.isTrusted) {
      await this.#find();
      return;
    }
    // What is in `.tuneset` says which processes and jobs belong to a run: not to be believed before its folder is.
    this.#disposables.push(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#inBackground(this.#find())));
  }

  async #find(): Promise<void> {
    this.#watch();
    await this.#openAll((await Promise.all(workspaceFolders().map(ifItHasRuns))).flat());
    // Looking through the workspace for more of them takes longer.
    await this.#openAll(await findRoots());
  }

  #watch(): void {
    const records = vscode.workspace.createFileSystemWatcher(
      '**/.tuneset/runs/*/run.json',
      false,
      true,
      true,
    );
    this.#disposables.push(
      records,
      records.onDidCreate(({ scheme, fsPath }) => {
        if (scheme === 'file') {
          this.#inBackground(this.#openAll([rootOfRecord(fsPath)]));
        }
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#inBackground(this.#followFolders())),
    );
  }

  /** Opens the runs of folders that came, and lets go of those of folders that went. */
  async #followFolders(): Promise<void> {
    const inside = (root: string): boolean =>
      vscode.workspace.getWorkspaceFolder(vscode.Uri.file(root)) !== undefined;
    const gone = [...this.#open.values()].filter(({ root }) => !inside(root));
    for (const { root } of gone) {
      this.#roots.delete(root);
      this.#open.delete(root);
    }
    this.#changes.fire(gone.flatMap(({ service }) => service.list().map(({ id }) => id)));
    await Promise.all(gone.map(({ service }) => service.close()));
    await this.#openAll(await findRoots());
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error) => this.log.error('Runs were not found:', error));
  }

  async #openAll(roots: readonly string[]): Promise<void> {
    for (const result of await Promise.allSettled(roots.map((root) => this.of(root)))) {
      if (result.status === 'rejected' && !this.#closed) {
        this.log.error('Runs could not be read:', result.reason);
      }
    }
  }

  async #start(root: string): Promise<RunsOfRoot> {
    const [{ RunService }, providers] = await Promise.all([
      import('../../runs/service.ts'),
      this.providers(),
    ]);
    const service = new RunService({ root, providers, log: (text: string) => this.log.info(text) });
    const stop = service.onChange((ids) => this.#changes.fire(ids));
    this.#disposables.push({ dispose: stop });
    await service.open();
    if (this.#closed) {
      await service.close();
      throw new Error('closed');
    }
    const opened = { root, service };
    this.#open.set(root, opened);
    this.#changes.fire(service.list().map(({ id }) => id));
    return opened;
  }
}

async function ifItHasRuns(root: string): Promise<string[]> {
  return (await hasRuns(root)) ? [root] : [];
}

import { glob } from 'tinyglobby';
import type { CancellationToken, Diagnostic, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { notData } from '../workspace/not-data.ts';
import { checkFiles, type Outcome } from '../workspace/pool.ts';
import type { FileReport } from '../workspace/report.ts';
import type { CheckTask } from '../workspace/worker.ts';
import { diagnosticsOfReport } from './diagnostics.ts';
import { pathOf } from './files.ts';
import type { CheckWorkspaceResult } from './protocol.ts';
import type { DocumentSettings } from './settings.ts';

export interface WorkspaceCheckPorts {
  readonly settingsOf: (uri: string) => Promise<DocumentSettings>;
  readonly isOpen: (uri: string) => boolean;
  /** How an open document stands once it has been checked; undefined where it is switched off. */
  readonly countsOf: (uri: string) => Promise<Counts | undefined>;
  readonly publish: (uri: string, diagnostics: Diagnostic[]) => void;
}

type Counts = Pick<CheckWorkspaceResult, 'rows' | 'errors' | 'warnings'>;

/** Checks datasets that are not open, on other threads, and keeps what it told of them true. */
export class WorkspaceCheck {
  readonly #ports: WorkspaceCheckPorts;
  /** Files that were checked and have not been opened since. */
  readonly #told = new Set<string>();

  constructor(ports: WorkspaceCheckPorts) {
    this.#ports = ports;
  }

  /** Checks every dataset in these folders. Rejects with an `AbortError` where it is cancelled. */
  async run(
    folders: readonly string[],
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
  ): Promise<CheckWorkspaceResult> {
    progress.begin('Checking the workspace', 0, undefined, true);
    try {
      const uris = await datasetsIn(folders);
      const open = uris.filter((uri) => this.#ports.isOpen(uri));
      const outcomes = await this.#check(
        uris.filter((uri) => !open.includes(uri)),
        token,
        (done, of) => progress.report((done / Math.max(of, 1)) * 100, `${done} of ${of} files`),
      );
      return summaryOf(outcomes, await Promise.all(open.map((uri) => this.#ports.countsOf(uri))));
    } finally {
      progress.done();
    }
  }

  /** A file changed, or is no longer open: if it was told of, it is checked again. */
  async again(uri: string): Promise<void> {
    if (this.#told.has(uri) && !this.#ports.isOpen(uri)) {
      await this.#check([uri], undefined, () => {});
    }
  }

  /** Settings changed. */
  async againAll(): Promise<void> {
    const uris = [...this.#told].filter((uri) => !this.#ports.isOpen(uri));
    if (uris.length > 0) {
      await this.#check(uris, undefined, () => {});
    }
  }

  /** A file is gone. */
  forget(uri: string): void {
    if (this.#told.delete(uri) && !this.#ports.isOpen(uri)) {
      this.#ports.publish(uri, []);
    }
  }

  async #check(
    uris: readonly string[],
    token: CancellationToken | undefined,
    onProgress: (done: number, of: number) => void,
  ): Promise<Outcome[]> {
    const settings = new Map<string, DocumentSettings>();
    for (const uri of uris) {
      const found = await this.#ports.settingsOf(uri);
      if (found.enable) {
        settings.set(uri, found);
      }
    }
    const tasks = [...settings].map(([uri, found]) => taskOf(uri, found));
    const controller = new AbortController();
    const cancelling = token?.onCancellationRequested(() => controller.abort());
    let done = 0;
    try {
      return await checkFiles(tasks, {
        signal: controller.signal,
        onFile: (outcome) => {
          this.#tell(outcome, settings);
          onProgress(++done, tasks.length);
        },
      });
    } finally {
      cancelling?.dispose();
    }
  }

  #tell(outcome: Outcome, settings: ReadonlyMap<string, DocumentSettings>): void {
    const uri = URI.file(outcome.path).toString();
    const maximum = settings.get(uri)?.maxProblems;
    // Opened meanwhile: then the live document is what counts.
    if (!this.#ports.isOpen(uri) && 'report' in outcome && maximum !== undefined) {
      this.#told.add(uri);
      this.#ports.publish(uri, diagnosticsOfReport(outcome.report, uri, maximum));
    }
  }
}

async function datasetsIn(folders: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    const cwd = pathOf(folder);
    if (cwd !== undefined) {
      const files = await glob(['**/*.jsonl', '**/*.ndjson'], {
        cwd,
        absolute: true,
        dot: true,
        ignore: [...notData],
      });
      for (const file of files) {
        found.add(URI.file(file).toString());
      }
    }
  }
  return [...found].sort();
}

function taskOf(uri: string, { options }: DocumentSettings): CheckTask {
  const check = { targets: options.targets.map(({ id }) => id), rules: options.rules, split: options.split };
  return { path: URI.parse(uri).fsPath, check };
}

function summaryOf(
  outcomes: readonly Outcome[],
  open: readonly (Counts | undefined)[],
): CheckWorkspaceResult {
  const all = open.filter((counts) => counts !== undefined);
  const unreadable: string[] = [];
  for (const outcome of outcomes) {
    if ('report' in outcome) {
      all.push(countsOfReport(outcome.report));
    } else {
      unreadable.push(`${outcome.path} ${outcome.unreadable.message}`);
    }
  }
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return {
    files: all.length,
    rows: sum('rows'),
    errors: sum('errors'),
    warnings: sum('warnings'),
    unreadable,
  };
}

function countsOfReport({ rows, problems }: FileReport): Counts {
  const of = (wanted: string): number => problems.filter(({ severity }) => severity === wanted).length;
  return { rows, errors: of('error'), warnings: of('warning') };
}

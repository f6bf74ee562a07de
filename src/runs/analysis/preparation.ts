import { readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { SeveritySetting, TargetId, TrlShape } from '../../language/index.ts';
import type { DataFile } from '../../providers/provider.ts';
import type { Method } from '../../providers/spec.ts';
import { prepareFiles } from '../../workspace/pool.ts';
import type { FilePreparation, PreparedFile } from '../../workspace/prepare-file.ts';
import { UnreadableFile } from '../../workspace/read.ts';
import type { PrepareTask } from '../../workspace/worker.ts';
import type { RunPlan } from '../plan.ts';
import { joinParts } from './staging.ts';

export interface AnalyseOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { readonly message: string; readonly fraction?: number }) => void;
  /** Threads at most; one for each core where left out. */
  readonly threads?: number;
}

/** What rows are held to: all providers run the same trainer. Targets of tuneset.json are other places. */
const targets: Readonly<Record<Method, TargetId>> = { sft: 'trl-sft', dpo: 'trl-dpo', orpo: 'trl-orpo' };

/** Where the prepared rows will be, from the run's folder. */
const dataFolder = 'data';

/** The files of a plan on their way into a staging folder, on threads; each is a part until all are joined. */
export class Preparation {
  readonly staging: string;
  readonly #root: string;
  readonly #options: AnalyseOptions;
  readonly #tasks: readonly PrepareTask[];
  /** Parts by file, as they were written last. */
  readonly #parts = new Map<string, NonNullable<FilePreparation['write']>>();
  #written = 0;

  constructor(
    plan: RunPlan,
    staging: string,
    rules: Readonly<Record<string, SeveritySetting>>,
    options: AnalyseOptions,
  ) {
    this.staging = staging;
    this.#root = plan.root;
    this.#options = options;
    const { files, spec } = plan;
    const { method, hyperparameters } = spec;
    const check = { target: targets[method], rules };
    const tasksOf = (split: keyof RunPlan['files']) =>
      files[split].map((file): PrepareTask => {
        const prepare = { name: this.nameOf(file), split, method, loss: hyperparameters.loss };
        return { path: file, prepare: split === 'test' ? prepare : { ...prepare, check } };
      });
    this.#tasks = [...tasksOf('train'), ...tasksOf('validation'), ...tasksOf('test')];
  }

  /** From the root, with forward slashes; a file on another drive keeps its own path. */
  nameOf(file: string): string {
    return path.relative(this.#root, file).split(path.sep).join('/');
  }

  /** Checks, converts and measures every file of the plan, in its order: trained, watched, held out. */
  prepare(): Promise<PreparedFile[]> {
    return this.#run(
      this.#tasks.map((task) => this.#writing(task)),
      'Checking and converting rows',
    );
  }

  /** Prepares those files anew whose rows are in another shape than the one that suits all of them together. */
  async inOneShape(files: readonly PreparedFile[], shape: TrlShape): Promise<PreparedFile[]> {
    const others = files.flatMap((file, index) =>
      file.shape === undefined || file.shape === shape ? [] : [index],
    );
    const again = others.map((index) => this.#writing(this.#tasks[index]!, shape));
    const written = await this.#run(again, 'Converting rows into one shape');
    return files.map((file, index) => {
      const anew = written[others.indexOf(index)] ?? file;
      if (anew.sha256 !== file.sha256) {
        throw new UnreadableFile(file.path, 'was changed while it was read. Try again.');
      }
      return anew;
    });
  }

  /** Joins the parts of a split. */
  async join(split: 'train' | 'validation', files: readonly PreparedFile[]): Promise<DataFile> {
    const names = { rows: `${split}.jsonl`, sources: `${split}.sources.jsonl` };
    for (const kind of ['rows', 'sources'] as const) {
      const parts = files.map((file) => this.#parts.get(file.path)![kind]);
      await joinParts(parts, path.join(this.staging, names[kind]), this.#options.signal);
    }
    return {
      rows: `${dataFolder}/${names.rows}`,
      sources: `${dataFolder}/${names.sources}`,
      count: files.reduce((sum, file) => sum + file.table.count, 0),
    };
  }

  /** Removes the parts that were written anew. */
  async tidy(): Promise<void> {
    for (const name of await readdir(this.staging)) {
      if (name.startsWith('part-')) {
        await unlink(path.join(this.staging, name));
      }
    }
  }

  /** The task, with a place to write to unless its rows are held out. */
  #writing({ path: file, prepare }: PrepareTask, shape?: TrlShape): PrepareTask {
    if (prepare.split === 'test') {
      return { path: file, prepare };
    }
    const part = path.join(this.staging, `part-${this.#written++}`);
    const write = { rows: `${part}.rows`, sources: `${part}.sources` };
    this.#parts.set(file, write);
    return { path: file, prepare: { ...prepare, write, ...(shape !== undefined && { shape }) } };
  }

  async #run(tasks: readonly PrepareTask[], message: string): Promise<PreparedFile[]> {
    if (tasks.length === 0) {
      return [];
    }
    const { signal, threads, onProgress } = this.#options;
    onProgress?.({ message, fraction: 0 });
    return prepareFiles(tasks, {
      ...(signal !== undefined && { signal }),
      ...(threads !== undefined && { threads }),
      onProgress: ({ share }) => onProgress?.({ message, fraction: share }),
    });
  }
}

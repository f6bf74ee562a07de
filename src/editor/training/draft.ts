import path from 'node:path';
import * as vscode from 'vscode';
import type { Training as TrainingSettings } from '../../language/index.ts';
import type { TrainingProvider } from '../../providers/provider.ts';
import type { Analysis } from '../../runs/analysis.ts';
import type { Asked, RunPlan } from '../../runs/plan.ts';
import { withValue } from './parameters.ts';
import type { Training } from './training.ts';

/** Stands for a base model while there is none: what else there is of a plan can be shown already. */
const noModel = '?';

/** A run that somebody is about to start: what was chosen so far, and what comes of it. */
export class Draft {
  readonly training: Training;
  /** A folder, a tuneset.json or a dataset. */
  at: string | undefined;
  asked: Asked;
  /** Names of checks that are not to stand in the way. */
  readonly overridden = new Set<string>();
  #plan: RunPlan | undefined;
  #modelMissing = false;
  #analysis: { readonly of: string; readonly analysis: Analysis } | undefined;

  constructor(training: Training, at: string | undefined, asked: Asked) {
    this.training = training;
    this.at = at;
    this.asked = asked;
  }

  get plan(): RunPlan {
    if (this.#plan === undefined) {
      throw new Error('Nothing was planned yet.');
    }
    return this.#plan;
  }

  /** The base model, once there is one. */
  get baseModel(): string | undefined {
    return this.#modelMissing ? undefined : this.plan.spec.baseModel;
  }

  provider(): Promise<TrainingProvider> {
    return this.training.provider(this.plan.provider);
  }

  /** Puts together what tuneset.json, the person and the defaults say. Throws `PlanError`. */
  async replan(): Promise<void> {
    const { planRun } = await import('../../runs/plan.ts');
    const at = this.at ?? '';
    try {
      this.#plan = await planRun(at, this.asked);
      this.#modelMissing = false;
    } catch (error) {
      if (this.asked.baseModel !== undefined) {
        throw error;
      }
      // Where the model is all that is missing, it is asked for.
      this.#plan = await planRun(at, { ...this.asked, baseModel: noModel }).catch(() => {
        throw error;
      });
      this.#modelMissing = true;
    }
  }

  async ask(more: Partial<Asked>): Promise<void> {
    const before = this.asked;
    this.asked = { ...this.asked, ...more };
    await this.replan().catch((error) => {
      this.asked = before;
      throw error;
    });
  }

  /** Sets one value of `training`. */
  set(parameter: string, value: unknown): Promise<void> {
    const settings: TrainingSettings = this.asked.training ?? {};
    return this.ask({ training: withValue(settings, parameter, value) });
  }

  /** The rows as this plan wants them; looked at anew where what they depend on changed since, or `anew` says so. */
  async analyse(
    signal: AbortSignal,
    say: (step: { readonly message: string; readonly fraction?: number }) => void,
    anew = false,
  ): Promise<Analysis> {
    const { files, spec, configuration } = this.plan;
    const of = JSON.stringify([files, spec.method, spec.hyperparameters.loss, configuration]);
    if (anew || this.#analysis?.of !== of) {
      await this.discard();
      const { analyse } = await import('../../runs/analysis.ts');
      this.#analysis = { of, analysis: await analyse(this.plan, { signal, onProgress: say }) };
    }
    return this.#analysis.analysis;
  }

  /** A run has taken what was prepared. */
  keep(): void {
    this.#analysis = undefined;
  }

  /** Lets go of what was prepared for a run that does not come. */
  async discard(): Promise<void> {
    const { analysis } = this.#analysis ?? {};
    this.#analysis = undefined;
    await analysis?.discard();
  }

  /** Files of the plan whose edits are not saved: what is on disk is what is trained on. */
  unsaved(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && this.isAbout(uri));
  }

  isAbout({ scheme, fsPath }: vscode.Uri): boolean {
    const { train, validation } = this.plan.files;
    return (
      scheme === 'file' &&
      (train.includes(fsPath) || validation.includes(fsPath) || fsPath === this.plan.configuration)
    );
  }

  /** A path as people read it, from the root. */
  shown(file: string): string {
    const relative = path.relative(this.plan.root, file);
    return relative === '' || relative.startsWith('..') ? file : relative;
  }
}

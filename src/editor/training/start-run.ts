import path from 'node:path';
import * as vscode from 'vscode';
import type { Training as TrainingSettings } from '../../language/index.ts';
import type { Asked } from '../../runs/plan.ts';
import { blocking, type PreflightReport } from '../../runs/preflight-report.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { nearestConfiguration } from '../configuration-file.ts';
import { Draft } from './draft.ts';
import { askInSteps, type Step } from './multi-step.ts';
import { parameterStep } from './parameter-step.ts';
import { parameters, valueAt, withValue } from './parameters.ts';
import { lookAt, PreflightStep } from './preflight-step.ts';
import { workspaceFolders } from './roots.ts';
import { readStartArguments, type StartArguments } from './start-arguments.ts';
import { findSources, methodStep, modelStep, providerStep, sourceStep } from './steps.ts';
import type { Training } from './training.ts';
import { plain } from './words.ts';

/**
 * Starts a run: asks what is not given, looks at the rows, and shows what was found before anything is started. Gives
 * the run's id, or undefined where the person left.
 */
export async function startTrainingRun(training: Training, given?: unknown): Promise<string | undefined> {
  const { at, asked, override, start } = await argumentsOf(given);
  if (start) {
    return startUnasked(training, { at, asked, override, start });
  }
  const sources = at === undefined ? await findSources() : [];
  const [only] = sources;
  if (at === undefined && only === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to train on: no tuneset.json, and no files that end in .jsonl.'),
    );
    return undefined;
  }
  const draft = new Draft(training, at ?? only?.at, asked);
  const beforeSettings = [
    ...(sources.length > 1 ? [sourceStep(draft, sources)] : []),
    ...(asked.provider === undefined ? [providerStep(draft)] : []),
    ...(asked.method === undefined ? [methodStep(draft)] : []),
    ...(asked.baseModel === undefined ? [modelStep(draft)] : []),
  ];
  return askAndStart(draft, beforeSettings, sources.length > 1 ? 'later' : 'now', 0, override);
}

/** Starts a run like one that there was: everything is as it was then, and can be changed. */
export async function runAgain(
  training: Training,
  { root, record }: RunSummary,
): Promise<string | undefined> {
  const { spec, provider, dataset } = record;
  const files = (split: 'train' | 'validation'): string[] =>
    dataset.files.filter((file) => file.split === split).map((file) => path.resolve(root, file.path));
  const asked: Asked = {
    provider,
    method: spec.method,
    baseModel: spec.baseModel,
    train: files('train'),
    validation: files('validation'),
    ...(record.name !== record.id && { name: record.name }),
  };
  const draft = new Draft(training, root, asked);
  await draft.replan();
  // What tuneset.json and the defaults say again need not be said.
  const paths = [...parameters.map((parameter) => parameter.path), 'adapter.targetModules'];
  const different = paths.filter((at) => !isSame(valueAt(spec, at), valueAt(draft.plan.spec, at)));
  await draft.ask({
    training: different.reduce<TrainingSettings>((to, at) => withValue(to, at, valueAt(spec, at)), {}),
  });
  const before = [providerStep(draft), methodStep(draft), modelStep(draft)];
  return askAndStart(draft, before, 'now', before.length, []);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function askAndStart(
  draft: Draft,
  before: readonly Step[],
  plan: 'now' | 'later',
  first: number,
  override: readonly string[],
): Promise<string | undefined> {
  for (const name of override) {
    draft.overridden.add(name);
  }
  const preflight = new PreflightStep(draft);
  const steps = [...before, parameterStep(draft, () => preflight.advice), preflight.step];
  try {
    if (plan === 'now') {
      await draft.replan();
    }
    const title = vscode.l10n.t('Start Training Run');
    if (!(await askInSteps(title, steps.map(askedAgain), first))) {
      return undefined;
    }
    return await start(draft, preflight.report);
  } finally {
    await draft.discard();
  }
}

/** What can't be planned is told, and the question asked again. */
function askedAgain(step: Step): Step {
  return async (place) => {
    for (;;) {
      try {
        return await step(place);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'PlanError') {
          throw error;
        }
        await vscode.window.showErrorMessage(plain(error.message, 500), { modal: true });
      }
    }
  };
}

async function startUnasked(
  training: Training,
  { at, asked, override }: StartArguments,
): Promise<string | undefined> {
  const draft = new Draft(training, at ?? (await findSources())[0]?.at ?? workspaceFolders()[0], asked);
  for (const name of override) {
    draft.overridden.add(name);
  }
  try {
    await draft.replan();
    if (draft.baseModel === undefined) {
      throw new Error(vscode.l10n.t('No base model is named, neither in tuneset.json nor by the command.'));
    }
    const report = await lookAt(draft, false);
    if (report === undefined) {
      return undefined;
    }
    const obstacles = blocking(report, override);
    if (obstacles.length > 0) {
      const reasons = obstacles.map(({ name, message }) => `${name}: ${plain(message, 300)}`).join(' ');
      throw new Error(vscode.l10n.t('The run was not started. {0}', reasons));
    }
    return await start(draft, report);
  } finally {
    await draft.discard();
  }
}

async function start(draft: Draft, report: PreflightReport): Promise<string> {
  const { plan, training } = draft;
  const service = await training.of(plan.root);
  const overridden = report.items
    .filter(({ name, status }) => status === 'error' && draft.overridden.has(name))
    .map(({ name }) => name);
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Starting the run');
  return vscode.window.withProgress({ location, title }, async () => {
    const analysis = await draft.analyse(new AbortController().signal, () => {});
    const id = await service.start(plan, analysis, { overridden, estimate: report.estimate });
    draft.keep();
    return id;
  });
}

/** Menus hand in what they were opened on: a dataset, which stands for what its tuneset.json says. */
async function argumentsOf(given: unknown): Promise<StartArguments> {
  if (given instanceof vscode.Uri) {
    const { fsPath } = (await nearestConfiguration(given)) ?? given;
    return { at: fsPath, asked: {}, override: [], start: false };
  }
  return readStartArguments(given ?? {}, workspaceFolders()[0] ?? '');
}

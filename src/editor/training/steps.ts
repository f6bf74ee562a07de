import path from 'node:path';
import * as vscode from 'vscode';
import type { Capabilities } from '../../providers/provider.ts';
import type { Method } from '../../providers/spec.ts';
import { nearestConfiguration } from '../configuration-file.ts';
import { isDataset } from '../documents.ts';
import type { Draft } from './draft.ts';
import { type Answer, back, type Place, pickOne, type Step } from './multi-step.ts';
import { findConfigurations, workspaceFolders } from './roots.ts';
import { plain } from './words.ts';

/** What a run is to be made of, asked one by one. Each answer is planned with at once, so that the next shows what is. */

type Item<T> = vscode.QuickPickItem & { readonly value: T };

export interface Source {
  /** A tuneset.json or a dataset, absolute. */
  readonly at: string;
  readonly label: string;
  readonly description: string;
}

/** What can be trained on: every tuneset.json; the dataset in the active editor, or all there are, where there is none. */
export async function findSources(): Promise<readonly Source[]> {
  const configurations = await findConfigurations();
  const active = await activeSource();
  const sources = [
    ...(active === undefined ? [] : [active]),
    ...configurations.map(({ fsPath }) => configurationSource(fsPath)),
  ];
  const different = sources.filter(
    ({ at }, index) => sources.findIndex((source) => source.at === at) === index,
  );
  return different.length > 0 ? different : datasetSources();
}

/** What the dataset in the active editor belongs to. */
async function activeSource(): Promise<Source | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || document.uri.scheme !== 'file') {
    return undefined;
  }
  if (path.basename(document.uri.fsPath) === 'tuneset.json') {
    return configurationSource(document.uri.fsPath);
  }
  if (!isDataset(document)) {
    return undefined;
  }
  const configuration = await nearestConfiguration(document.uri);
  return configuration === undefined
    ? datasetSource(document.uri.fsPath)
    : configurationSource(configuration.fsPath);
}

function configurationSource(at: string): Source {
  const folder = path.dirname(at);
  const isRoot = workspaceFolders().includes(folder);
  return {
    at,
    label: `$(folder) ${plain(isRoot ? path.basename(folder) : vscode.workspace.asRelativePath(folder))}`,
    description: 'tuneset.json',
  };
}

function datasetSource(at: string): Source {
  return {
    at,
    label: `$(file) ${plain(vscode.workspace.asRelativePath(at))}`,
    description: vscode.l10n.t('a dataset without a tuneset.json'),
  };
}

async function datasetSources(): Promise<readonly Source[]> {
  const found = await vscode.workspace.findFiles(
    '**/*.{jsonl,ndjson}',
    '**/{node_modules,.git,.tuneset}/**',
    500,
  );
  return found
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => datasetSource(fsPath))
    .sort((a, b) => a.at.localeCompare(b.at));
}

export function sourceStep(draft: Draft, sources: readonly Source[]): Step {
  return async (place) => {
    const items = sources.map(({ at, ...source }) => ({ ...source, value: at }));
    const at = await choose(place, vscode.l10n.t('What do you want to train on?'), items, draft.at);
    if (typeof at === 'string') {
      draft.at = at;
      await draft.replan();
    }
    return goOn(at);
  };
}

export function providerStep(draft: Draft): Step {
  return async (place) => {
    const providers = await draft.training.providers();
    const items = Array.from(providers.values(), ({ id, title, capabilities }) => ({
      label: title,
      description: originOf(draft, 'provider', id === draft.plan.provider),
      detail: describe(capabilities),
      value: id,
    }));
    const id = await choose(place, vscode.l10n.t('Where is it trained?'), items, draft.plan.provider);
    if (typeof id === 'string') {
      await draft.ask({ provider: id });
    }
    return goOn(id);
  };
}

function describe({ local, workers, priced }: Capabilities): string {
  return [
    local ? vscode.l10n.t('On the processor or GPU of this machine') : vscode.l10n.t('On other machines'),
    ...(workers ? [vscode.l10n.t('with several workers')] : []),
    ...(priced ? [vscode.l10n.t('costs money')] : []),
  ].join(', ');
}

const methodTexts: Readonly<Record<Method, readonly [string, string]>> = {
  sft: [vscode.l10n.t('Supervised Fine-Tuning'), vscode.l10n.t('Learns the answers')],
  dpo: [
    vscode.l10n.t('Direct Preference Optimization'),
    vscode.l10n.t('Learns to prefer the chosen answer over the rejected one'),
  ],
  orpo: [
    vscode.l10n.t('Odds Ratio Preference Optimization'),
    vscode.l10n.t('Learns answers and preference at once, without a reference model'),
  ],
};

export function methodStep(draft: Draft): Step {
  return async (place) => {
    const { capabilities } = await draft.provider();
    const current = draft.plan.spec.method;
    const items = capabilities.methods.map((method) => ({
      label: methodTexts[method][0],
      description: [method.toUpperCase(), originOf(draft, 'method', method === current)]
        .filter((text) => text !== '')
        .join(' · '),
      detail: methodTexts[method][1],
      value: method,
    }));
    const method = await choose(place, vscode.l10n.t('How is it trained?'), items, current);
    if (typeof method === 'string') {
      await draft.ask({ method });
    }
    return goOn(method);
  };
}

const fromFolder = Symbol('a folder');

export function modelStep(draft: Draft): Step {
  return async (place) => {
    const model = await askForModel(draft, place);
    if (typeof model === 'string' && model !== draft.baseModel) {
      await draft.ask({ baseModel: model });
    }
    return goOn(model);
  };
}

async function askForModel(draft: Draft, place: Place): Promise<Answer<string>> {
  const current = draft.baseModel;
  const earlier = draft.training
    .runs()
    .filter(({ broken }) => broken !== true)
    .map(({ record }) => record.spec.baseModel);
  const models = [...new Set([...(current === undefined ? [] : [current]), ...earlier])];
  const known: Item<string | typeof fromFolder>[] = [
    ...models.map((model) => ({
      label: plain(model),
      description:
        model === current ? originOf(draft, 'baseModel', true) : vscode.l10n.t('of an earlier run'),
      value: model,
    })),
    {
      label: `$(folder-opened) ${vscode.l10n.t('Choose a Folder…')}`,
      detail: vscode.l10n.t('A model on this machine'),
      alwaysShow: true,
      value: fromFolder,
    },
  ];
  const picked = await pickOne(place, {
    placeholder: vscode.l10n.t('Base model: pick one, or type a name as Hugging Face knows it, or a path'),
    items: known,
    with: (pick, done) => {
      // What was typed, until it has become the line that is active: Enter may come before that.
      let late: Item<string> | undefined;
      pick.onDidChangeValue((text) => {
        const typed = text.trim();
        const own: Item<string> = {
          label: `$(edit) ${plain(typed)}`,
          description: vscode.l10n.t('as typed'),
          alwaysShow: true,
          value: typed,
        };
        late = typed === '' ? undefined : own;
        pick.items = typed === '' || models.includes(typed) ? known : [own, ...known];
      });
      pick.onDidChangeActive(([active]) => {
        if (active?.value === late?.value) {
          late = undefined;
        }
      });
      pick.onDidAccept(() => {
        if (late !== undefined) {
          done(late);
        }
      });
    },
  });
  if (typeof picked !== 'object') {
    return picked;
  }
  return picked.value === fromFolder ? ((await pickFolder()) ?? askForModel(draft, place)) : picked.value;
}

async function pickFolder(): Promise<string | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: vscode.l10n.t('Use as Base Model'),
      title: vscode.l10n.t('The folder of a model: config.json, tokenizer and weights'),
    })) ?? [];
  return folder?.fsPath;
}

/** Where the current value comes from; nothing of the others. */
function originOf(draft: Draft, value: string, current: boolean): string {
  if (!current) {
    return '';
  }
  switch (draft.plan.origins[value]) {
    case 'asked':
      return vscode.l10n.t('chosen');
    case 'configuration':
      return 'tuneset.json';
    default:
      return value === 'method' ? vscode.l10n.t('fits the rows') : vscode.l10n.t('default');
  }
}

async function choose<T>(
  place: Place,
  placeholder: string,
  items: readonly Item<T>[],
  current: T | undefined,
): Promise<Answer<T>> {
  const active = items.find(({ value }) => value === current);
  const picked = await pickOne(place, { placeholder, items, active });
  return typeof picked === 'object' ? picked.value : picked;
}

function goOn(answer: Answer<unknown>): Answer<true> {
  return answer === undefined || answer === back ? answer : true;
}

import * as vscode from 'vscode';
import {
  type CheckItem,
  type CheckReport,
  type ProviderId,
  providerIds,
  type TrainingProvider,
} from '../../providers/provider.ts';
import { type Answer, type Place, pickOne } from './multi-step.ts';
import type { Training } from './training.ts';
import { plain, wrapped } from './words.ts';

/** Icons of how a check came out. */
export const statusIcons: Readonly<Record<CheckItem['status'], string>> = {
  ok: '$(pass)',
  note: '$(info)',
  warning: '$(warning)',
  error: '$(error)',
};

type Act = 'install' | 'again' | 'copy' | 'settings' | 'key';
type Item = vscode.QuickPickItem & { readonly act?: Act };

/** Says what is there to train with, what is missing and how to get it. Key bindings may name the provider. */
export async function checkTrainingEnvironment(
  training: Training,
  named: unknown,
): Promise<CheckReport | undefined> {
  const providers = await training.providers();
  const id = providerIds.find((known) => known === named) ?? (await chooseProvider([...providers.values()]));
  if (id === undefined) {
    return undefined;
  }
  const provider = await training.provider(id);
  for (;;) {
    const report = await check(provider);
    if (report === undefined) {
      return undefined;
    }
    const act = await show(provider, report);
    if (act === undefined) {
      return report;
    }
    await perform(act, training, provider, report);
  }
}

async function chooseProvider(providers: readonly TrainingProvider[]): Promise<ProviderId | undefined> {
  const items = providers.map(({ id, title }) => ({ label: title, description: id, id }));
  const title = vscode.l10n.t('Check Training Environment');
  const placeHolder = vscode.l10n.t('Where do you want to train?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.id;
}

function check(provider: TrainingProvider): Promise<CheckReport | undefined> {
  return cancellable(vscode.l10n.t('Looking at {0}', provider.title), (signal) => provider.check(signal));
}

async function show(provider: TrainingProvider, report: CheckReport): Promise<Act | undefined> {
  const title = report.ready
    ? vscode.l10n.t('{0}: ready to train', provider.title)
    : vscode.l10n.t('{0}: not ready', provider.title);
  const place: Place = { title, step: 1, total: 1 };
  const canInstall = report.preparable && provider.prepare !== undefined && !report.ready;
  const acts: Item[] = [
    ...(canInstall
      ? [
          {
            label: `$(cloud-download) ${vscode.l10n.t('Install What Is Missing')}`,
            detail: vscode.l10n.t('Into a folder of its own; nothing else on this machine is changed'),
            act: 'install' as const,
          },
        ]
      : []),
    { label: `$(refresh) ${vscode.l10n.t('Check Again')}`, act: 'again' },
    { label: `$(copy) ${vscode.l10n.t('Copy Report')}`, act: 'copy' },
    { label: `$(key) ${vscode.l10n.t('Set Key…')}`, act: 'key' },
    { label: `$(gear) ${vscode.l10n.t('Open Settings')}`, act: 'settings' },
  ];
  const found = report.items.flatMap(itemsOf);
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: Item[] = [
    ...(canInstall ? acts.slice(0, 1) : []),
    separator(vscode.l10n.t('found')),
    ...found,
    separator(vscode.l10n.t('more')),
    ...acts.slice(canInstall ? 1 : 0),
  ];
  for (;;) {
    const picked: Answer<Item> = await pickOne(place, {
      placeholder: report.ready
        ? vscode.l10n.t('Everything that a run needs is there')
        : vscode.l10n.t('What is marked has to be put right first'),
      items,
    });
    if (typeof picked !== 'object') {
      return undefined;
    }
    if (picked.act !== undefined) {
      return picked.act;
    }
  }
}

/** Letters that are in sight beside a name, and in a line of their own. */
const besideName = 64;
const lineLength = 72;

/** What was found, read to its end: what has no room beside the name, and what is to be done, are lines of their own. */
function itemsOf({ name, status, found, advice }: CheckItem): Item[] {
  const text = plain(found, 1000);
  const isShort = text.length <= besideName;
  return [
    { label: `${statusIcons[status]} ${plain(name)}`, ...(isShort && { description: text }) },
    ...(isShort ? [] : linesOf(text)),
    ...(advice === undefined ? [] : linesOf(plain(advice, 1000), '$(lightbulb) ')),
  ];
}

function linesOf(text: string, first = ''): Item[] {
  return wrapped(text, lineLength).map((line, index) => ({
    label: `\u2003\u2003${index === 0 ? first : ''}${line}`,
  }));
}

async function perform(
  act: Act,
  training: Training,
  provider: TrainingProvider,
  report: CheckReport,
): Promise<void> {
  switch (act) {
    case 'install':
      await install(provider);
      break;
    case 'copy':
      await vscode.env.clipboard.writeText(reportText(provider, report));
      vscode.window.setStatusBarMessage(vscode.l10n.t('The report is copied.'), 3000);
      break;
    case 'settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:tuneset.tuneset');
      break;
    case 'key':
      await training.keys.ask(undefined);
      break;
    case 'again':
      break;
  }
}

/** Installs what a provider can install itself. Tells whether it was done. */
export async function install(provider: TrainingProvider): Promise<boolean> {
  const done = await cancellable(
    vscode.l10n.t('Installing what {0} needs', provider.title),
    async (signal, say) => {
      await provider.prepare?.(say, signal);
      return true;
    },
  );
  return done === true;
}

/** The report as text, to be sent to somebody who helps. */
export function reportText({ title }: TrainingProvider, { ready, items }: CheckReport): string {
  const lines = items.flatMap(({ name, status, found, advice }) => [
    `[${status}] ${name}: ${found}`,
    ...(advice === undefined ? [] : [`    ${advice}`]),
  ]);
  return `${title}: ${ready ? 'ready' : 'not ready'}\n${lines.join('\n')}\n`;
}

export type Say = (step: { readonly message: string; readonly fraction?: number }) => void;

/** Shows the progress of something that takes long, which a person may end: the result is undefined then. */
export function cancellable<T>(
  title: string,
  work: (signal: AbortSignal, say: Say) => Promise<T>,
): Promise<T | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return Promise.resolve(
    vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const aborted = new AbortController();
      const subscription = token.onCancellationRequested(() => aborted.abort());
      let before = 0;
      const say: Say = ({ message, fraction }) => {
        const increment = fraction === undefined ? 0 : Math.max(0, fraction * 100 - before);
        before += increment;
        progress.report({ message: plain(message), increment });
      };
      try {
        return await work(aborted.signal, say);
      } catch (error) {
        if (aborted.signal.aborted) {
          return undefined;
        }
        throw error;
      } finally {
        subscription.dispose();
      }
    }),
  );
}

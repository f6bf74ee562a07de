import * as vscode from 'vscode';
import { type TargetDescription, targetsRequest } from '../server/protocol.ts';
import { setInConfiguration } from './configuration-file.ts';
import type { Server } from './server.ts';

type Choice = vscode.QuickPickItem & { readonly targets?: readonly string[]; readonly several?: true };

/** Lets a person choose where a dataset is to be trained, and writes it down. Key bindings may name the targets. */
export async function chooseTarget(
  dataset: vscode.Uri,
  current: readonly string[],
  server: Server,
  named: unknown,
): Promise<void> {
  const known = await server.request<TargetDescription[]>(targetsRequest);
  const targets = isListOf(known, named) ? named : await pick(known, current);
  if (targets === undefined) {
    return;
  }
  if (dataset.scheme !== 'file' && dataset.scheme !== 'untitled') {
    // The server reads no tuneset.json there.
    await vscode.workspace
      .getConfiguration('tuneset', dataset)
      .update('target', targets, vscode.ConfigurationTarget.Workspace);
    return;
  }
  const [first, ...more] = targets;
  await setInConfiguration(dataset, ['target'], more.length === 0 ? first : targets);
}

/** The targets chosen, none for "No target"; undefined where the person left. */
async function pick(
  known: readonly TargetDescription[],
  current: readonly string[],
): Promise<readonly string[] | undefined> {
  const items: Choice[] = [
    ...known.map((target) => ({ ...itemOf(target, current), targets: [target.id] })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Several Targets…'),
      detail: vscode.l10n.t('The data must work for each of them'),
      several: true,
    },
    {
      label: vscode.l10n.t('No Target'),
      detail: vscode.l10n.t('Only what holds everywhere is checked'),
      targets: [],
    },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose Training Target'),
    placeHolder: vscode.l10n.t('Where will this data be trained?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.several ? pickSeveral(known, current) : choice?.targets;
}

async function pickSeveral(
  known: readonly TargetDescription[],
  current: readonly string[],
): Promise<readonly string[] | undefined> {
  const items = known.map((target) => ({
    ...itemOf(target, []),
    id: target.id,
    picked: current.includes(target.id),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose Training Targets'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.map(({ id }) => id);
}

function itemOf({ id, title, formats }: TargetDescription, current: readonly string[]): vscode.QuickPickItem {
  return {
    label: current.includes(id) ? `$(check) ${title}` : title,
    description: id,
    detail: vscode.l10n.t('Accepts {0}', formats.join(', ')),
  };
}

function isListOf(known: readonly TargetDescription[], named: unknown): named is readonly string[] {
  return Array.isArray(named) && named.every((id) => known.some((target) => target.id === id));
}

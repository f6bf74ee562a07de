import path from 'node:path';
import * as vscode from 'vscode';
import { setInConfiguration } from '../configuration-file.ts';
import type { Draft } from './draft.ts';
import { valueAt } from './parameters.ts';

/** Writes what was chosen for this run into the tuneset.json of its root, so that the next run begins with it. */
export async function saveSettings(draft: Draft): Promise<void> {
  const { asked, plan } = draft;
  const chosen = Object.entries(plan.origins).filter(([, origin]) => origin === 'asked');
  const beside = vscode.Uri.file(plan.configuration ?? path.join(plan.root, 'tuneset.json'));
  let written: vscode.Uri | undefined;
  for (const [key] of chosen) {
    const entry = entryOf(key, draft);
    if (entry !== undefined) {
      written = await setInConfiguration(beside, entry.path, entry.value);
      if (written === undefined) {
        return;
      }
    }
  }
  if (written === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing is to be saved: all settings are from tuneset.json or defaults.'),
    );
    return;
  }
  // From now on it comes from there.
  const { training: _, provider: __, method: ___, baseModel: ____, ...rest } = asked;
  draft.asked = rest;
  await draft.replan();
  vscode.window.setStatusBarMessage(vscode.l10n.t('The settings are saved in tuneset.json.'), 3000);
}

function entryOf(
  key: string,
  { asked, plan }: Draft,
): { readonly path: string[]; readonly value: unknown } | undefined {
  if (key === 'baseModel') {
    return { path: ['baseModel'], value: portable(asked.baseModel ?? plan.spec.baseModel, plan.root) };
  }
  const value = key === 'provider' || key === 'method' ? asked[key] : valueAt(asked.training, key);
  return value === undefined ? undefined : { path: ['training', ...key.split('.')], value };
}

/** A folder below the root by its path from there: it is the same on other machines. */
function portable(model: string, root: string): string {
  const inside = path.isAbsolute(model) ? path.relative(root, model) : '';
  const isInside = inside !== '' && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..';
  return isInside ? `./${inside.split(path.sep).join('/')}` : model;
}

import * as vscode from 'vscode';
import type { PreflightItem, PreflightRow } from '../../runs/preflight-report.ts';
import type { Draft } from './draft.ts';
import { type Answer, type Place, pickOne } from './multi-step.ts';
import { openRow } from './open-row.ts';
import type { Act } from './preflight-list.ts';
import { plain, wrapped } from './words.ts';

type Item = vscode.QuickPickItem & { readonly row?: PreflightRow; readonly does?: Act };

/** Letters of a line that are in sight in VS Code's lists, beside the title of their group. */
const lineLength = 72;

/**
 * All that a check says, with its rows: the one that is pointed at is shown in the editor. Gives what is to be done;
 * going back is nothing to do.
 */
export async function showCheck(
  draft: Draft,
  check: PreflightItem,
  actions: readonly (readonly [label: string, act: Act])[],
  place: Place,
): Promise<Answer<Act>> {
  const items = [
    ...lines(vscode.l10n.t('found'), check.message),
    ...(check.advice === undefined ? [] : lines(vscode.l10n.t('what to do'), check.advice)),
    ...rows(draft, check),
    ...(actions.length === 0 ? [] : [separator(vscode.l10n.t('actions'))]),
    ...actions.map(([label, does]): Item => ({ label, does })),
  ];
  const picked = await pickOne(
    { ...place, title: `${place.title}: ${plain(check.title, 60)}` },
    {
      placeholder:
        check.rows.length > 0
          ? vscode.l10n.t('Pick a row to open it')
          : vscode.l10n.t('Press Enter to go back to the list'),
      items,
      active: items.find(({ row }) => row !== undefined),
      with: (pick) => {
        pick.onDidChangeActive(([item]) => {
          if (item?.row !== undefined) {
            // A row that can't be shown can still be read about.
            openRow(item.row, { preview: true, preserveFocus: true }).then(undefined, () => {});
          }
        });
      },
    },
  );
  if (typeof picked !== 'object') {
    return picked;
  }
  if (picked.row !== undefined) {
    await openRow(picked.row, { preview: true });
  }
  return picked.does ?? { act: 'none' };
}

function rows(draft: Draft, check: PreflightItem): Item[] {
  if (check.rows.length === 0) {
    return [];
  }
  const title =
    check.rowCount > check.rows.length
      ? vscode.l10n.t('the first {0} of {1} rows', check.rows.length, check.rowCount)
      : vscode.l10n.t('rows');
  return [
    separator(title),
    ...check.rows.map((row) => ({
      label: `${plain(draft.shown(row.path), 80)}:${row.line}`,
      ...(row.code !== undefined && { description: row.code }),
      detail: plain(row.message, 300),
      row,
    })),
  ];
}

function lines(title: string, text: string): Item[] {
  return [
    separator(title),
    ...wrapped(plain(text, 2000), lineLength).map((label) => ({ label, alwaysShow: true })),
  ];
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

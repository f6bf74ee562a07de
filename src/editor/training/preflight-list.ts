import * as vscode from 'vscode';
import type { Advice } from '../../runs/advice.ts';
import type { PreflightItem, PreflightReport } from '../../runs/preflight-report.ts';
import type { Draft } from './draft.ts';
import { statusIcons } from './environment.ts';
import { adviceLine, estimateLines, obstacles, sorted } from './preflight-items.ts';
import { plain } from './words.ts';

/** What a person does with the list of a preflight. */
export type Act =
  | { readonly act: SimpleAct }
  | { readonly act: 'details' | 'override'; readonly check: PreflightItem }
  | { readonly act: 'advice' | 'source'; readonly advice: Advice };

type SimpleAct =
  | 'none'
  | 'start'
  | 'again'
  | 'saveSettings'
  | 'saveFiles'
  | 'install'
  | 'environment'
  | 'settings';

export type ListItem = vscode.QuickPickItem & {
  /** By which a line is found again when the list is shown anew. */
  readonly id: string;
  readonly does: Act;
  readonly onButton?: (button: vscode.QuickInputButton) => Act;
};

/** The whole list: whether it may start, what was looked at, what the data speaks for, and what else can be done. */
export function preflightList(report: PreflightReport, draft: Draft): ListItem[] {
  const { advice, estimate, items } = report;
  return [
    startItem(report, draft.overridden),
    ...titled(
      vscode.l10n.t('estimate'),
      estimateLines(estimate).map(([icon, text]) => simpleItem('none', icon, text)),
    ),
    separator(vscode.l10n.t('checks')),
    ...unsavedItems(draft),
    ...sorted(items).map((check) => checkItem(check, report, draft.overridden)),
    ...titled(vscode.l10n.t('advice from the data'), advice.map(adviceItem)),
    ...titled(
      vscode.l10n.t('about the estimate'),
      (estimate?.notes ?? []).map((note) => simpleItem('none', 'info', plain(note, 300))),
    ),
    separator(vscode.l10n.t('more')),
    simpleItem('settings', 'settings', vscode.l10n.t('Change Settings…')),
    simpleItem('saveSettings', 'save', vscode.l10n.t('Save These Settings to tuneset.json')),
    simpleItem(
      'again',
      'refresh',
      vscode.l10n.t('Check Again'),
      vscode.l10n.t('Happens by itself when one of the files is saved'),
    ),
  ];
}

function startItem(report: PreflightReport, overridden: ReadonlySet<string>): ListItem {
  const count = obstacles(report, overridden);
  return count === 0
    ? {
        id: 'start',
        label: `$(play) ${vscode.l10n.t('Start Run')}`,
        alwaysShow: true,
        does: { act: 'start' },
      }
    : {
        id: 'start',
        label: `$(circle-slash) ${vscode.l10n.t('Not Ready to Start')}`,
        description:
          count === 1
            ? vscode.l10n.t('1 error is in the way')
            : vscode.l10n.t('{0} errors are in the way', count),
        detail: vscode.l10n.t('Put right what is marked, or start despite it by the shield at its right.'),
        alwaysShow: true,
        does: { act: 'none' },
      };
}

/** What is on disk is trained on, not what an editor holds. */
function unsavedItems(draft: Draft): ListItem[] {
  const names = draft.unsaved().map(({ uri }) => draft.shown(uri.fsPath));
  return names.length === 0
    ? []
    : [
        {
          ...simpleItem('saveFiles', 'warning', vscode.l10n.t('Changes that are not saved')),
          description: plain(names.join(', ')),
          detail: vscode.l10n.t('What is on disk is trained on. Pick this to save them.'),
        },
      ];
}

function checkItem(check: PreflightItem, report: PreflightReport, overridden: ReadonlySet<string>): ListItem {
  const despite = check.status === 'error' && overridden.has(check.name);
  const actions = actionsOf(check, report, overridden).map(
    ([label, act, icon]) => [button(icon, label), act] as const,
  );
  return {
    id: `check ${check.name}`,
    label: `${despite ? '$(shield)' : statusIcons[check.status]} ${plain(check.title)}`,
    ...(despite && { description: vscode.l10n.t('the run starts despite it') }),
    detail: plain(check.message, 400),
    buttons: actions.map(([shown]) => shown),
    onButton: (pressed) => actions.find(([shown]) => shown === pressed)?.[1] ?? { act: 'none' },
    does: { act: 'details', check },
  };
}

/** What can be done about a check: in words, as an act, and as a picture. */
export function actionsOf(
  check: PreflightItem,
  { environment, estimate }: PreflightReport,
  overridden: ReadonlySet<string>,
): readonly (readonly [label: string, act: Act, icon: string])[] {
  const actions: [string, Act, string][] = [];
  const blocks = check.status === 'error';
  if (check.name === 'environment') {
    // What no installation mends is told before gigabytes are installed.
    if (blocks && environment.preparable && estimate?.obstacle === undefined) {
      actions.push([vscode.l10n.t('Install What Is Missing'), { act: 'install' }, 'cloud-download']);
    }
    actions.push([vscode.l10n.t('Check Training Environment'), { act: 'environment' }, 'server-environment']);
  }
  if (blocks && check.overridable !== false) {
    const despite = overridden.has(check.name);
    const label = despite
      ? vscode.l10n.t('Let This Stand in the Way Again')
      : vscode.l10n.t('Start Despite This ("{0}")', check.name);
    actions.push([label, { act: 'override', check }, despite ? 'discard' : 'shield']);
  }
  return actions;
}

function adviceItem(advice: Advice): ListItem {
  return {
    id: `advice ${advice.parameter}`,
    label: `$(lightbulb) ${adviceLine(advice)}`,
    description: vscode.l10n.t('pick to use it'),
    detail: plain(advice.reason, 400),
    buttons: isWebAddress(advice.source) ? [button('link-external', vscode.l10n.t('Open the Source'))] : [],
    onButton: () => ({ act: 'source', advice }),
    does: { act: 'advice', advice },
  };
}

function simpleItem(act: SimpleAct, icon: string, label: string, detail?: string): ListItem {
  return {
    id: act === 'none' ? label : act,
    label: `$(${icon}) ${label}`,
    ...(detail !== undefined && { detail }),
    does: { act },
  };
}

function titled(title: string, items: readonly ListItem[]): ListItem[] {
  return items.length === 0 ? [] : [separator(title), ...items];
}

function separator(label: string): ListItem {
  return { id: `- ${label}`, label, kind: vscode.QuickPickItemKind.Separator, does: { act: 'none' } };
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

export function isWebAddress(text: string): boolean {
  return /^https:\/\//.test(text);
}

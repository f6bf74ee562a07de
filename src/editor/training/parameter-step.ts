import * as vscode from 'vscode';
import type { Advice } from '../../runs/advice.ts';
import type { Draft } from './draft.ts';
import { type Answer, back, type Place, pickOne, pickSeveral, type Step, typeIn } from './multi-step.ts';
import { type Parameter, parameters, type Takes, valueAt, valueText, valueTextOf } from './parameters.ts';
import { readValue } from './read-value.ts';
import { plain } from './words.ts';

type Item = vscode.QuickPickItem & { readonly parameter?: Parameter; readonly does?: 'go on' | 'name' };

const goOnButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('arrow-right'),
  tooltip: vscode.l10n.t('Go On'),
};

/** Shows every setting of the run with where it comes from, and lets a person change any. */
export function parameterStep(draft: Draft, advice: () => readonly Advice[]): Step {
  return async (place) => {
    let active: string | undefined;
    for (;;) {
      const items = itemsOf(draft, advice());
      const picked = await pickOne(place, {
        placeholder: vscode.l10n.t('Settings: go on as they are, or pick one to change it'),
        items,
        active: items.find(({ parameter }) => parameter !== undefined && parameter.path === active),
        with: (pick, done) => {
          // The list is long: the way on is in sight wherever one is in it.
          pick.buttons = [...pick.buttons, goOnButton];
          pick.onDidTriggerButton((button) => {
            if (button === goOnButton) {
              done(items[0]);
            }
          });
        },
      });
      if (typeof picked !== 'object') {
        return picked;
      }
      if (picked.does === 'go on') {
        return true;
      }
      if (picked.does === 'name' && (await name(draft, place)) === undefined) {
        return undefined;
      }
      if (picked.parameter !== undefined) {
        active = picked.parameter.path;
        const changed = await change(draft, picked.parameter, place);
        if (changed === undefined) {
          return undefined;
        }
      }
    }
  };
}

function itemsOf(draft: Draft, advice: readonly Advice[]): Item[] {
  const { spec, provider } = draft.plan;
  const items: Item[] = [
    {
      label: `$(arrow-right) ${vscode.l10n.t('Go On')}`,
      detail: vscode.l10n.t('Looks at the rows and at what a run needs. Nothing is started yet.'),
      alwaysShow: true,
      does: 'go on',
    },
    {
      label: vscode.l10n.t('Name of the run'),
      description: draft.asked.name === undefined ? vscode.l10n.t('none') : plain(draft.asked.name, 60),
      does: 'name',
    },
  ];
  let group: string | undefined;
  for (const parameter of parameters.filter(({ when }) => when?.(spec, provider) ?? true)) {
    if (parameter.group !== group) {
      group = parameter.group;
      items.push({ label: group, kind: vscode.QuickPickItemKind.Separator });
    }
    const advised = advice.find((of) => of.parameter === parameter.path);
    const value = plain(valueTextOf(parameter, valueAt(spec, parameter.path)), 80);
    items.push({
      label: parameter.title,
      description: [value, originOf(draft, parameter.path)].filter((text) => text !== '').join('  ·  '),
      ...(advised !== undefined && {
        detail: `$(lightbulb) ${vscode.l10n.t('{0} is advised: {1}', valueText(advised.suggested), plain(advised.reason, 300))}`,
      }),
      parameter,
    });
  }
  return items;
}

function originOf(draft: Draft, path: string): string {
  switch (draft.plan.origins[path]) {
    case 'asked':
      return vscode.l10n.t('chosen');
    case 'configuration':
      return 'tuneset.json';
    default:
      return '';
  }
}

async function name(draft: Draft, place: Place): Promise<true | undefined> {
  const title = `${place.title}: ${vscode.l10n.t('Name of the run')}`;
  const typed = await typeIn(
    { ...place, title },
    {
      prompt: vscode.l10n.t('What you want to know this run by. Nothing: its model and the time.'),
      value: draft.asked.name ?? '',
      check: (text) => (text.length > 100 ? vscode.l10n.t('At most 100 characters.') : undefined),
    },
  );
  if (typeof typed === 'string') {
    const { name: _, ...rest } = draft.asked;
    draft.asked = typed.trim() === '' ? rest : { ...rest, name: typed.trim() };
    await draft.replan();
  }
  return typed === undefined ? undefined : true;
}

/** Asks for a new value; going back leaves the old one. Undefined where the person left altogether. */
async function change(draft: Draft, parameter: Parameter, place: Place): Promise<true | undefined> {
  const current = valueAt(draft.plan.spec, parameter.path);
  const answer = await askFor(parameter, current, { ...place, title: `${place.title}: ${parameter.title}` });
  if (answer === undefined) {
    return undefined;
  }
  if (answer !== back && !isSame(answer.value, current)) {
    await draft.set(parameter.path, answer.value);
  }
  return true;
}

async function askFor(
  parameter: Parameter,
  current: unknown,
  place: Place,
): Promise<Answer<{ readonly value: unknown }>> {
  const { takes } = parameter;
  switch (takes.kind) {
    case 'choice':
      return choice(place, takes.choices, current);
    case 'switch':
      return choice(
        place,
        [
          [true, takes.on],
          [false, takes.off],
        ],
        current,
      );
    case 'several': {
      const items = takes.choices.map(([value, title]) => ({ label: title, description: value, value }));
      const chosen = Array.isArray(current) ? current : [];
      const selected = items.filter(({ value }) => chosen.includes(value));
      const picked = await pickSeveral(place, {
        placeholder: vscode.l10n.t('Any number of them, or none'),
        items,
        selected,
      });
      return picked === undefined || picked === back ? picked : { value: picked.map(({ value }) => value) };
    }
    default: {
      const text = await typeIn(place, {
        prompt: promptOf(takes),
        value: current === null || current === undefined ? '' : String(current),
        check: (typed) => {
          const read = readValue(parameter, typed);
          return 'wrong' in read ? read.wrong : undefined;
        },
      });
      if (text === undefined || text === back) {
        return text;
      }
      const read = readValue(parameter, text);
      return 'value' in read ? read : back;
    }
  }
}

async function choice<T extends string | boolean>(
  place: Place,
  choices: readonly (readonly [T, string])[],
  current: unknown,
): Promise<Answer<{ readonly value: T }>> {
  const items = choices.map(([value, meaning]) => ({ label: valueText(value), detail: meaning, value }));
  const active = items.find(({ value }) => value === current);
  const picked = await pickOne(place, { placeholder: place.title, items, active });
  return typeof picked === 'object' ? { value: picked.value } : picked;
}

function promptOf(takes: Extract<Takes, { readonly expects: string }>): string {
  const sentence = `${takes.expects.charAt(0).toUpperCase()}${takes.expects.slice(1)}.`;
  return takes.none === undefined ? sentence : `${sentence} ${vscode.l10n.t('Nothing: {0}', takes.none)}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

import type { Json } from '../../document/json.ts';
import { replaceValue } from '../../document/surgery.ts';
import { type Message, sections } from '../../formats/example.ts';
import { demandsFor, type Target, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Finding } from '../rule.ts';

/** A message's `weight` that is not 0 or 1, or its `train` that is not true or false. */
export const weight: ExampleRule = {
  code: 'chat.weight',
  title: 'Weight is not 0 or 1',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example, targets }, report) {
    for (const section of sections) {
      for (const message of example[section]) {
        if (message.weight === undefined || message.source === undefined) {
          continue;
        }
        const { weight: weighed, train } = message.source;
        if (isGiven(weighed) && weighed !== 0 && weighed !== 1) {
          report(wrongWeight(message, weighed, targets));
        }
        if (isGiven(train) && typeof train !== 'boolean') {
          report(wrongTrain(message, train));
        }
      }
    }
  },
};

/** Null is how some writers say that a key is not used. */
function isGiven(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

function wrongWeight(message: Message, value: Json, targets: readonly Target[]): Finding {
  const demands = demandsFor(targets, 'weights');
  const knows = demands.length > 0 ? `${targetNames(demands)} takes` : 'trainers take';
  const meant = switchOf(value);
  return {
    place: { path: [...message.path, 'weight'] },
    severity: demands.length > 0 ? 'error' : 'warning',
    message: `The weight of this message is ${shown(value)}, and ${knows} only the numbers 0 (not learnt) and 1 (learnt).`,
    fix: meant === undefined ? undefined : setting(message, 'weight', meant ? 1 : 0),
  };
}

function wrongTrain(message: Message, value: Json): Finding {
  const meant = switchOf(value);
  return {
    place: { path: [...message.path, 'train'] },
    message: `"train" of this message is ${shown(value)}: it is true (learnt) or false (not learnt), and anything else may be taken for either.`,
    fix: meant === undefined ? undefined : setting(message, 'train', meant),
  };
}

function setting(message: Message, key: string, value: Json): Fix {
  return {
    title: `Change "${key}" to ${JSON.stringify(value)}`,
    safety: 'safe',
    change: (row) => ({ kind: 'columns', edits: replaceValue(row.text, [...message.path, key], value) }),
  };
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['1.0', true],
  ['true', true],
  ['0', false],
  ['0.0', false],
  ['false', false],
]);

/** On or off, where a value can mean only that. */
function switchOf(value: Json): boolean | undefined {
  return typeof value === 'object' ? undefined : switches.get(String(value).trim().toLowerCase());
}

function shown(value: Json): string {
  if (typeof value === 'string') {
    return `the string ${quoted(value)}`;
  }
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : String(value);
}

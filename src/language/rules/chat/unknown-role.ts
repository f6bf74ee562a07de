import { closest, distance } from '../../closest.ts';
import { replaceValue } from '../../document/surgery.ts';
import { allMessages, type Example, type Message, type Role, sections } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { type Demand, demandsFor, reads, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { quotedList } from './words.ts';

type RoleDemand = Demand<readonly string[]>;

const none: readonly RoleDemand[] = [];

/** A role that the format, or a target in force, does not know. */
export const unknownRole: ExampleRule = {
  code: 'chat.unknown-role',
  title: 'Unknown role',
  severity: 'error',
  scope: 'row',
  on: 'example',
  check({ example, format, targets }, report) {
    const demands =
      targets.length === 0
        ? none
        : demandsFor(targets, 'roles').filter(({ target }) => reads(target, format));
    for (const section of sections) {
      for (const message of example[section]) {
        const { spelling } = message;
        if (spelling === undefined) {
          continue;
        }
        if (message.role === 'unknown') {
          report(unknown(message, spelling, example, format, demands));
        } else if (demands.some(({ value }) => !value.includes(spelling))) {
          report(refused(message, spelling, demands));
        }
      }
    }
  },
};

function unknown(
  message: Message,
  spelling: string,
  example: Example,
  format: Format,
  demands: readonly RoleDemand[],
): Finding {
  const guess = guessOf(spelling, example, format);
  const known = demands[0]?.value ?? Object.keys(format.roles);
  const question = guess === undefined ? '' : ` Did you mean ${quoted(guess.role)}?`;
  return {
    place: { path: message.rolePath },
    // A role of one's own can have a place in one's own template; a slip of the pen has none.
    severity: guess === undefined && demands.length === 0 ? 'warning' : 'error',
    message: `The role ${quoted(spelling)} is unknown.${question} ${demands.length === 0 ? format.title : targetNames(demands)} knows ${quotedList(known)}.`,
    fix: guess === undefined ? undefined : renaming(message, guess.role, guess.sure),
  };
}

function refused(message: Message, spelling: string, demands: readonly RoleDemand[]): Finding {
  const broken = demands.filter(({ value }) => !value.includes(spelling));
  const known = broken[0]!.value;
  return {
    place: { path: message.rolePath },
    severity: 'error',
    message: `${targetNames(broken)} does not know the role ${quoted(spelling)}, and would reject the row. It knows ${quotedList(known)}.`,
    fix:
      message.role === 'developer' && known.includes('system')
        ? renaming(message, 'system', false)
        : undefined,
  };
}

function renaming(message: Message, role: string, sure: boolean): Fix {
  return {
    title: `Change the role to "${role}"`,
    safety: sure ? 'safe' : 'suggested',
    change: (row) => ({ kind: 'columns', edits: replaceValue(row.text, message.rolePath, role) }),
  };
}

/** Words of other formats for the two who talk. */
const synonyms: ReadonlyMap<string, Role> = new Map([
  ['human', 'user'],
  ['prompter', 'user'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['bot', 'assistant'],
  ['chatbot', 'assistant'],
  ['model', 'assistant'],
  ['ai', 'assistant'],
]);

/** At most so many slips are taken as certain. */
const fewSlips = 2;

/** The role that was probably meant, and whether it can't well have been another one. */
function guessOf(
  spelling: string,
  example: Example,
  format: Format,
): { role: string; sure: boolean } | undefined {
  const word = spelling.trim().toLowerCase();
  const known = Object.keys(format.roles);
  if (known.includes(word)) {
    return { role: word, sure: true };
  }
  const synonym = synonyms.get(word);
  const own = synonym === undefined ? undefined : spellingOf(synonym, example, format);
  if (own !== undefined) {
    return { role: own, sure: true };
  }
  const role = closest(word, known);
  if (role === undefined) {
    return undefined;
  }
  const slips = distance(word, role);
  const rivals = known.filter(
    (other) => format.roles[other] !== format.roles[role] && distance(word, other) <= slips,
  );
  return { role, sure: slips <= fewSlips && rivals.length === 0 };
}

/** How the row spells a role elsewhere, or else how its format does. */
function spellingOf(role: Role, example: Example, format: Format): string | undefined {
  const other = allMessages(example).find(
    (message) => message.role === role && message.spelling !== undefined,
  );
  return other?.spelling ?? Object.keys(format.roles).find((spelling) => format.roles[spelling] === role);
}

import { formatById } from '../formats/all.ts';
import type { Role } from '../formats/example.ts';
import type { Format, FormatId } from '../formats/format.ts';
import { series } from '../words.ts';

export type TargetId =
  | 'openai-sft'
  | 'openai-dpo'
  | 'azure-sft'
  | 'azure-dpo'
  | 'together-sft'
  | 'together-dpo'
  | 'fireworks'
  | 'mistral'
  | 'trl-sft'
  | 'trl-dpo'
  | 'trl-orpo'
  | 'axolotl'
  | 'llama-factory'
  | 'mlx';

/** A requirement with the page it was read on, and the day. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** What a trainer does with a row that breaks a requirement. */
export type Effect = 'rejects' | 'drops' | 'ignores';

/** Everything that a training target asks of rows. What a target says nothing of, it accepts. */
export interface Requirements {
  readonly formats: Sourced<readonly FormatId[]>;
  /** Role spellings it knows. */
  readonly roles?: Sourced<readonly string[]>;
  /** User and assistant take turns strictly; what it does with a row where they don't. */
  readonly alternation?: Sourced<Effect>;
  /** A round of tool results stands in the user's place: the assistant answers it before the user speaks. */
  readonly toolsAnswered?: Sourced<Effect>;
  /** Who speaks first, the system message aside. */
  readonly firstRoles?: Sourced<readonly Role[]>;
  /** Who speaks last in a conversation. */
  readonly lastRoles?: Sourced<readonly Role[]>;
  /** Who speaks last in a prompt whose answer is written apart. */
  readonly promptLastRoles?: Sourced<readonly Role[]>;
  /** A system message stands first or nowhere. */
  readonly systemFirst?: Sourced<true>;
  /** There is at most one system message. */
  readonly singleSystem?: Sourced<true>;
  /** An assistant message has content or calls, not both. */
  readonly contentXorCalls?: Sourced<true>;
  /** What it does with an assistant message that has neither content nor calls. */
  readonly emptyContent?: Sourced<Effect>;
  /** How a call's arguments are written. */
  readonly argumentsType?: Sourced<'string' | 'object'>;
  /** Regular expression for names of tools. */
  readonly toolName?: Sourced<string>;
  /** Regular expression for ids of tool calls. */
  readonly callId?: Sourced<string>;
  readonly toolsUnsupported?: Sourced<true>;
  /** What it does with keys it does not know. */
  readonly unknownKeys?: Sourced<Effect>;
  /** Keys that it knows in a row beside those of the row's format. */
  readonly rowKeys?: Sourced<readonly string[]>;
  /** Values that a message's weight may have. */
  readonly weights?: Sourced<readonly number[]>;
  readonly byteOrderMark?: Sourced<'required' | 'rejected'>;
  readonly blankLines?: Sourced<Effect>;
  /** Text that may not occur in any message. */
  readonly reservedText?: Sourced<readonly string[]>;
  /** Chosen and rejected are exactly one assistant message each. */
  readonly singleAnswer?: Sourced<true>;
  /** Rows are written out with the base model's own chat template, which may ask more of them than the trainer does. */
  readonly chatTemplate?: Sourced<true>;
}

/** Where a dataset is to be trained. One file a target; each reads like a table. */
export interface Target {
  readonly id: TargetId;
  /** For people: "OpenAI supervised fine-tuning". */
  readonly title: string;
  readonly requires: Requirements;
}

/** A requirement of one of the targets in force. */
export interface Demand<T> {
  readonly target: Target;
  readonly value: T;
  readonly source: string;
}

/** What the targets in force ask in one respect; empty where no target is chosen or none asks anything. */
export function demandsFor<K extends keyof Requirements>(
  targets: readonly Target[],
  key: K,
): Demand<NonNullable<Requirements[K]>['value']>[] {
  const demands: Demand<NonNullable<Requirements[K]>['value']>[] = [];
  for (const target of targets) {
    const requirement = target.requires[key];
    if (requirement !== undefined) {
      demands.push({ target, value: requirement.value, source: requirement.source });
    }
  }
  return demands;
}

/** Whether a target reads rows of a format: its own ones, or one that is told from them only in a detail. */
export function reads(target: Target, format: Format): boolean {
  return target.requires.formats.value.some(
    (id) => id === format.id || sameKeys(formatById(id).requiredKeys, format.requiredKeys),
  );
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key) => b.includes(key));
}

/** Whether a row that breaks these demands is lost, rather than read in another way than it was meant. */
export function losesRow(demands: readonly Demand<Effect>[]): boolean {
  return demands.some(({ value }) => value !== 'ignores');
}

/** Whether the row may meet any chat template: where no target is chosen, or one that takes the base model's. */
export function isTemplateOpen(targets: readonly Target[]): boolean {
  return targets.length === 0 || demandsFor(targets, 'chatTemplate').length > 0;
}

const fates: Readonly<Record<Effect, string>> = {
  rejects: 'rejected',
  drops: 'dropped',
  ignores: 'misread',
};

/** What becomes of a row that breaks these demands: "rejected by A, and dropped by B". */
export function fateOf(demands: readonly Demand<Effect>[]): string {
  const effects = [...new Set(demands.map(({ value }) => value))];
  return effects
    .map((effect) => `${fates[effect]} by ${targetNames(demands.filter(({ value }) => value === effect))}`)
    .join(', and ');
}

/** The names of targets as a sentence has them: "A", "A and B", "A, B and C". */
export function targetNames(demands: readonly { readonly target: Target }[]): string {
  return series([...new Set(demands.map((demand) => demand.target.title))]);
}

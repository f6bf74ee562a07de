import { isObject, type Json, valueAt } from '../../document/json.ts';
import { type Path, type Place, through } from '../../document/place.ts';
import type { ToolCall } from '../../formats/example.ts';
import { jsonDifference } from '../../similarity/json-difference.ts';
import { shown } from '../../similarity/plain.ts';
import { labelsDiffer, quantitiesDiffer } from '../../similarity/short-answers.ts';
import { argumentsOf, inArguments } from '../tools/calls.ts';
import type { Claim } from './claim.ts';

/** Two answers to one prompt that can't both be right. */
export interface Contradiction {
  /** Where the later row says it. */
  readonly place: Place;
  /** What the later row says, and what the earlier says in its place. */
  readonly says: string;
  readonly against: string;
}

/** How a later claim contradicts an earlier one; undefined where both may be right. */
export function contradiction(earlier: Claim, later: Claim): Contradiction | undefined {
  if (earlier.calls.length > 0 && later.calls.length > 0) {
    return callsDiffer(earlier.calls, later.calls);
  }
  if (earlier.open || later.open) {
    return undefined;
  }
  if (earlier.json !== undefined && later.json !== undefined) {
    return jsonDiffers(earlier.json, later.json, later.place);
  }
  if (earlier.polarity !== undefined && later.polarity !== undefined) {
    return polaritiesDiffer(earlier, later);
  }
  return shortAnswersDiffer(earlier, later)
    ? { place: later.place, says: later.shown, against: earlier.shown }
    : undefined;
}

function shortAnswersDiffer(earlier: Claim, later: Claim): boolean {
  if (earlier.quantity !== undefined && later.quantity !== undefined) {
    return quantitiesDiffer(earlier.quantity, later.quantity);
  }
  return earlier.label !== undefined && later.label !== undefined && labelsDiffer(earlier.label, later.label);
}

/** Underlines the yes or no alone: what follows it may be long. */
function polaritiesDiffer(earlier: Claim, later: Claim): Contradiction | undefined {
  const { yes, word, start } = later.polarity!;
  return earlier.polarity!.yes === yes
    ? undefined
    : {
        place: { ...later.place, span: [start, start + word.length] },
        says: word,
        against: earlier.polarity!.word,
      };
}

function jsonDiffers(earlier: Json, later: Json, place: Place): Contradiction | undefined {
  const path = jsonDifference(earlier, later);
  return path === undefined
    ? undefined
    : { place: { ...place, inside: { path } }, says: fact(later, path), against: fact(earlier, path) };
}

function callsDiffer(earlier: readonly ToolCall[], later: readonly ToolCall[]): Contradiction | undefined {
  // One may ask for more than the other, and calls that are made at once have no order.
  const before = byName(earlier);
  const after = byName(later);
  if (before.length !== after.length || [...before, ...after].some((call) => call.name === undefined)) {
    return undefined;
  }
  const other = after.findIndex((call, index) => call.name !== before[index]!.name);
  if (other >= 0) {
    const call = after[other]!;
    return { place: through(call.text, call.namePath), says: call.name!, against: before[other]!.name! };
  }
  // Which of two calls of one tool answers to which of two others can't be told.
  if (new Set(after.map((call) => call.name)).size < after.length) {
    return undefined;
  }
  for (const [index, call] of after.entries()) {
    const found = argumentsDiffer(before[index]!, call);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function argumentsDiffer(earlier: ToolCall, later: ToolCall): Contradiction | undefined {
  const a = argumentsOf(earlier);
  const b = argumentsOf(later);
  const path = a === undefined || b === undefined ? undefined : jsonDifference(a, b);
  return path === undefined
    ? undefined
    : { place: inArguments(later, path), says: fact(b!, path), against: fact(a!, path) };
}

function byName(calls: readonly ToolCall[]): ToolCall[] {
  return [...calls].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : a.name === b.name ? 0 : 1));
}

/** A fact of a JSON answer with the key it stands under: `city: Paris`. */
function fact(value: Json, path: Path): string {
  const found = valueAt(value, path);
  const text = typeof found === 'string' ? found : isObject(found) ? '{…}' : String(found);
  const key = path.findLast((step) => typeof step === 'string');
  return shown(key === undefined ? text : `${key}: ${text}`);
}

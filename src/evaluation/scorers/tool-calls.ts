import type { Call } from '../answer.ts';
import { type CompareOptions, type Comparison, compareJson } from '../json/compare.ts';
import { canonical, readJson, type Value } from '../json/value.ts';
import { rightShare } from './json-fields.ts';
import type { Score } from './score.ts';

/** Calls of which more than this go by one name are paired in order, and not each with its likest. */
const mostPaired = 32;

export interface CallVerdict {
  readonly verdict: 'right' | 'wrong arguments' | 'missing' | 'extra';
  readonly name: string;
  /** Which call of the reference and of the answer, from 0; undefined on the side that has none. */
  readonly expected: number | undefined;
  readonly found: number | undefined;
  /** The arguments field by field, where both have the call and they can be read. */
  readonly arguments?: Comparison;
  /** Why the arguments can't be read. */
  readonly problem?: string;
}

export interface CallsDetails {
  readonly calls: readonly CallVerdict[];
  /** Whether the calls that are right come in the order of the reference; parallel calls have none. */
  readonly inOrder: boolean;
}

/**
 * Tool-call match: calls that are right, of as many as the longer list has. A call is right if its name is the same and
 * its arguments are by value (keys in any order, 1.0 as 1, a JSON text as the object it says). Calls of one turn are
 * parallel, so their order does not count; two equal calls are two. 1 is what the Berkeley Function-Calling Leaderboard's
 * check of parallel calls accepts (https://gorilla.cs.berkeley.edu/blogs/8_berkeley_function_calling_leaderboard.html),
 * with one permitted value per argument; nothing called where nothing is expected is 1 too. Symmetric.
 */
export function toolCalls(
  answer: readonly Call[],
  reference: readonly Call[],
  options: CompareOptions = {},
): Score<CallsDetails> {
  const found = answer.map(readCall);
  const expected = reference.map(readCall);
  const free = new Set(found.keys());
  const verdicts = new Map<number, CallVerdict>();
  const same = new Map<string, number[]>();
  for (const [index, { key }] of [...found.entries()].reverse()) {
    same.set(key, same.get(key) ?? []);
    same.get(key)!.push(index);
  }
  for (const [index, { key, name }] of expected.entries()) {
    const partner = same.get(key)?.pop();
    if (partner !== undefined) {
      free.delete(partner);
      verdicts.set(index, { verdict: 'right', name, expected: index, found: partner });
    }
  }
  for (const [index, call] of expected.entries()) {
    if (!verdicts.has(index)) {
      verdicts.set(index, bestVerdict(call, index, found, free, options));
    }
  }
  const calls = [...verdicts.values()].sort((a, b) => a.expected! - b.expected!);
  const right = calls.filter(({ verdict }) => verdict === 'right');
  for (const index of free) {
    calls.push({ verdict: 'extra', name: found[index]!.name, expected: undefined, found: index });
  }
  const most = Math.max(answer.length, reference.length);
  const inOrder = right.every((call, at) => at === 0 || right[at - 1]!.found! < call.found!);
  return { score: most === 0 ? 1 : right.length / most, details: { calls, inOrder } };
}

interface ReadCall {
  readonly name: string;
  readonly value: Value | undefined;
  readonly problem: string | undefined;
  /** The same for calls that are the same. */
  readonly key: string;
}

function readCall({ name, arguments: written }: Call): ReadCall {
  // Models that call a tool without arguments write nothing as often as {}.
  const text = written === undefined || written === '' ? '{}' : written;
  const read = readJson(typeof text === 'string' ? text : JSON.stringify(text));
  return 'value' in read
    ? {
        name,
        value: read.value,
        problem: undefined,
        key: JSON.stringify([name, 'is', canonical(read.value)]),
      }
    : { name, value: undefined, problem: read.problem, key: JSON.stringify([name, 'reads', text]) };
}

/** Holds a call against the likest of those of its name that are left, and takes that one away. */
function bestVerdict(
  call: ReadCall,
  expected: number,
  found: readonly ReadCall[],
  free: Set<number>,
  options: CompareOptions,
): CallVerdict {
  let best: { index: number; share: number; comparison: Comparison | undefined } | undefined;
  let tried = 0;
  for (const index of free) {
    const { name, value } = found[index]!;
    if (name !== call.name) {
      continue;
    }
    const comparison =
      value === undefined || call.value === undefined ? undefined : compareJson(value, call.value, options);
    const share = comparison === undefined ? -1 : rightShare(comparison);
    if (best === undefined || share > best.share) {
      best = { index, share, comparison };
    }
    if (++tried === mostPaired) {
      break;
    }
  }
  if (best === undefined) {
    return { verdict: 'missing', name: call.name, expected, found: undefined };
  }
  free.delete(best.index);
  const shared = { name: call.name, expected, found: best.index };
  if (best.comparison === undefined) {
    const problem =
      found[best.index]!.problem === undefined
        ? `The reference's arguments are no JSON: ${call.problem}`
        : `The arguments are no JSON: ${found[best.index]!.problem}`;
    return { ...shared, verdict: 'wrong arguments', problem };
  }
  // Only options can make arguments right that are not the same.
  const verdict = best.share === 1 ? 'right' : 'wrong arguments';
  return { ...shared, verdict, arguments: best.comparison };
}

import { isObject, type Json } from '../document/json.ts';
import type { Path } from '../document/place.ts';
import { plain } from './plain.ts';

/** Nobody nests an answer deeper; what does is left alone. */
const deepest = 40;
const longestFact = 40;
const mostWords = 3;

/**
 * Where two JSON values contradict each other: the first path, keys in the order of `b`, at which both have a fact (a
 * number, a boolean, a word or two) and the facts differ. Prose that differs may say the same, and a key that only one
 * has is no contradiction.
 */
export function jsonDifference(a: Json, b: Json, path: Path = []): Path | undefined {
  if (path.length > deepest) {
    return undefined;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    // Lists of different length, or of the same things in another order, may be as good.
    return a.length === b.length && !sameThings(a, b) ? firstDifference(a.keys(), a, b, path) : undefined;
  }
  if (isObject(a) && isObject(b)) {
    const common = Object.keys(b).filter((key) => Object.hasOwn(a, key));
    return firstDifference(common, a, b, path);
  }
  return factsDiffer(a, b) ? path : undefined;
}

function firstDifference(
  keys: Iterable<string | number>,
  a: Json[] | Record<string, Json>,
  b: Json[] | Record<string, Json>,
  path: Path,
): Path | undefined {
  for (const key of keys) {
    const found = jsonDifference((a as Record<string, Json>)[key]!, (b as Record<string, Json>)[key]!, [
      ...path,
      key,
    ]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function factsDiffer(a: Json, b: Json): boolean {
  const left = factOf(a);
  const right = factOf(b);
  if (left === undefined || right === undefined || left === right) {
    return false;
  }
  // The same words in another order: "paris weather", "weather paris".
  const words = new Set(left.split(' '));
  const others = right.split(' ');
  return !others.every((word) => words.has(word)) && ![...words].every((word) => others.includes(word));
}

/** A value as it is compared; undefined for null, for nothing, for prose and for what holds other values. */
function factOf(value: Json): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value !== 'string' || value.length > longestFact) {
    return undefined;
  }
  const text = plain(value).toLowerCase();
  return text === '' || text.split(' ').length > mostWords || /[!?,;]|\. /.test(text) ? undefined : text;
}

function sameThings(a: readonly Json[], b: readonly Json[]): boolean {
  const left = a.map((item) => factOf(item)).sort();
  const right = b.map((item) => factOf(item)).sort();
  return !left.includes(undefined) && left.every((item, index) => item === right[index]);
}

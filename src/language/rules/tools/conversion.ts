import { closest } from '../../closest.ts';
import { parsedJson } from '../../document/inner.ts';
import type { Json } from '../../document/json.ts';
import { isOfType } from './limits.ts';

/** The same value in one of the types, where it is plainly that value in another spelling: "5" for 5. */
export function converted(value: Json, types: readonly string[]): Json | undefined {
  if (typeof value !== 'string') {
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    return scalar && types.includes('string') ? String(value) : undefined;
  }
  const text = value.trim();
  const read = /^(true|false|null)$/i.test(text) ? text.toLowerCase() : text;
  const inner = parsedJson(read)?.value;
  // A number that would lose digits is left to its author.
  const kept = typeof inner !== 'number' || String(inner) === text;
  return inner !== undefined && kept && types.some((type) => isOfType(inner, type)) ? inner : undefined;
}

/** The value of a list that was probably meant: the same in another case or type, or a slip of the pen away. */
export function meant(value: Json, allowed: readonly Json[]): Json | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  const word = String(value).trim();
  const same = allowed.filter((other) => String(other).toLowerCase() === word.toLowerCase());
  if (same.length === 1) {
    return same[0];
  }
  const words = allowed.filter((other): other is string => typeof other === 'string' && other.length <= 100);
  // Of short codes every other is a slip away: "NO" is not "NZ".
  return typeof value === 'string' && word.length > 4 && word.length <= 100 && words.length <= 1000
    ? closest(word, words)
    : undefined;
}

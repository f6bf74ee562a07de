import { isObject, parseRow } from '../document/json.ts';
import type { Example } from './example.ts';
import type { Format } from './format.ts';

/** Reads a row's text once more, for what is asked of few rows and kept of none. Undefined where it is no object. */
export function exampleIn(text: string, format: Format): Example | undefined {
  try {
    const value: unknown = parseRow(text);
    return isObject(value) ? format.read(value) : undefined;
  } catch {
    return undefined;
  }
}

import type { Json } from './json.ts';

/** What newer engines have beside ES2024 (Node.js 21 and later): the text of a number, and numbers as they are written. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context?: { source?: string }) => unknown): Json;
  readonly rawJSON?: (text: string) => unknown;
}

/** Numbers that JavaScript may write otherwise than they stand: `10.0`, `1e3`, and those of more than 15 digits. */
const oddNumber = /\d\.\d*0(?!\d)|\d[eE][+-]?\d|\d{16,}|-0(?![.\d])/;

/** Whether a text may hold a number that JSON.stringify writes otherwise. */
export function mayChange(text: string): boolean {
  return oddNumber.test(text);
}

/**
 * A value that JSON.stringify writes with every number as it stands in the text: 10.0 stays 10.0, which a model sees as
 * other tokens than 10, and long identifiers keep their last digits. Such numbers are opaque objects in the value; where
 * the engine can't do so they are ordinary numbers. Throws as JSON.parse does.
 */
export function parseExactly(text: string): Json {
  const { rawJSON, parse } = JSON as unknown as ExactJson;
  if (rawJSON === undefined || !mayChange(text)) {
    return JSON.parse(text);
  }
  return parse(text, (_, value, context) => {
    const source = context?.source;
    return typeof value === 'number' && source !== undefined && String(value) !== source
      ? rawJSON(source)
      : value;
  });
}

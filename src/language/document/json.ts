/** A value as JSON.parse returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a person calls the type of a JSON value. */
export function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (value === undefined) {
    return 'nothing';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The value at `path`, or undefined where the path leads nowhere. */
export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') {
      value = value[step];
    } else if (isObject(value) && Object.hasOwn(value, step)) {
      value = value[step];
    } else {
      return undefined;
    }
  }
  return value;
}

const byteOrderMark = 0xfeff;

export function hasByteOrderMark(text: string): boolean {
  return text.charCodeAt(0) === byteOrderMark;
}

/**
 * A row's value as JSON.parse gives it. The first row of a file may begin with a byte order mark, which JSON.parse
 * does not know. Throws as JSON.parse does.
 */
export function parseRow(text: string): unknown {
  return JSON.parse(hasByteOrderMark(text) ? text.slice(1) : text);
}

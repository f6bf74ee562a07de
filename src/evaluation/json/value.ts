/** A value as JSON has it, with integers of more than 15 digits kept as they are written. */
export type Value = null | boolean | number | bigint | string | Value[] | { [key: string]: Value };

/** What newer engines have beside ES2024 (Node.js 21 and later): the text of a number. */
interface SourceJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context?: { source?: string }) => unknown,
  ): Value;
}

/** The core counts what is nested deeper as broken too: other parsers give up near there. */
const deepest = 500;

/**
 * A JSON text as a value; the problem where it is none. Integers that a double can't hold are bigints, so that 53-bit
 * identifiers that differ in their last digit differ (older engines round them).
 */
export function readJson(text: string): { readonly value: Value } | { readonly problem: string } {
  try {
    const { parse } = JSON as unknown as SourceJson;
    // Without a reviver parsing is ten times as fast, and deep nesting is no recursion.
    const plain: Value = JSON.parse(text);
    if (isDeep(plain)) {
      return { problem: `It is nested deeper than ${deepest} levels.` };
    }
    return {
      value: /\d{16}/.test(text)
        ? parse(text, (_, value, context) =>
            typeof value === 'number' ? exact(value, context?.source) : value,
          )
        : plain,
    };
  } catch (error) {
    return { problem: String((error as Error).message).slice(0, 200) };
  }
}

function exact(value: number, source: string | undefined): number | bigint {
  return source !== undefined && !Number.isSafeInteger(value) && /^-?\d{1,1000}$/.test(source)
    ? BigInt(source)
    : value;
}

function isDeep(root: Value): boolean {
  let level: Value[] = [root];
  for (let depth = 0; depth <= deepest; depth++) {
    const next: Value[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null) {
        for (const child of Array.isArray(value) ? value : Object.values(value)) {
          if (typeof child === 'object' && child !== null) {
            next.push(child);
          }
        }
      }
    }
    if (next.length === 0) {
      return false;
    }
    level = next;
  }
  return true;
}

export function isRecord(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values that hold no other values are the same: 1, 1.0 and 1e0 are; 1 and "1" are not. */
export function sameScalar(a: Value, b: Value): boolean {
  const numbers = isNumber(a) && isNumber(b);
  // Between a number and a bigint only == compares, and does so exactly.
  // biome-ignore lint/suspicious/noDoubleEquals: both are numbers
  return numbers ? a == b : a === b;
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A text that two values share if and only if they are the same; keys in any order, numbers by value. */
export function canonical(value: Value): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (isRecord(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
  }
  if (typeof value === 'number') {
    // Whole numbers as the bigints that they may be held against; -0 is 0.
    return Number.isInteger(value) ? String(BigInt(value)) : String(value);
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** A value that holds no other values as a table shows it: JSON on one line, cut where it is long. */
export function shownValue(value: Value, most = 200): string {
  const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

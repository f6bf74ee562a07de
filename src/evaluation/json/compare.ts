import type { Path } from '../../language/document/place.ts';
import { normalForm } from '../normal-form.ts';
import { canonical, isRecord, sameScalar, shownValue, type Value } from './value.ts';

export interface CompareOptions {
  /** Whether lists are held against each other in any order. Default: position by position. */
  readonly anyOrder?: boolean;
  /** Whether texts are compared in their normal form (case, punctuation, white space, Unicode). Default: exactly. */
  readonly normalise?: boolean;
}

export interface Field {
  readonly path: Path;
  readonly verdict: 'right' | 'wrong' | 'missing' | 'extra';
  /** Both as JSON, cut where long; undefined where there is none. */
  readonly expected: string | undefined;
  readonly found: string | undefined;
}

export interface Comparison {
  readonly right: number;
  readonly wrong: number;
  readonly missing: number;
  readonly extra: number;
  /** The fields in the order of the reference, those that only the answer has after their neighbours. */
  readonly fields: readonly Field[];
  /** Fields that are counted and not listed. */
  readonly unlisted: number;
}

/** Nobody reads more, and a comparison is kept on disk. */
const mostListed = 500;

/**
 * Two JSON values field by field. A field is a path that leads to what holds no other values: a text, a number (compared
 * by value), a boolean, null, an empty object or an empty list. A field of both is right or wrong; one of the reference
 * alone is missing, one of the answer alone is extra.
 */
export function compareJson(answer: Value, reference: Value, options: CompareOptions = {}): Comparison {
  const comparing = new Comparing(options);
  comparing.pair([], answer, reference);
  return comparing;
}

class Comparing implements Comparison {
  right = 0;
  wrong = 0;
  missing = 0;
  extra = 0;
  readonly fields: Field[] = [];
  readonly #options: CompareOptions;

  constructor(options: CompareOptions) {
    this.#options = options;
  }

  get unlisted(): number {
    return this.right + this.wrong + this.missing + this.extra - this.fields.length;
  }

  pair(path: Path, answer: Value | undefined, reference: Value | undefined): void {
    if (isLeaf(answer) && isLeaf(reference)) {
      if (answer !== undefined || reference !== undefined) {
        this.#add(path, answer, reference);
      }
      return;
    }
    if (Array.isArray(answer) && Array.isArray(reference)) {
      const pairs =
        this.#options.anyOrder === true ? anyOrder(answer, reference) : inOrder(answer, reference);
      for (const [index, [left, right]] of pairs.entries()) {
        this.pair([...path, index], left, right);
      }
      return;
    }
    if (isRecord(answer) && isRecord(reference)) {
      for (const key of new Set([...Object.keys(reference), ...Object.keys(answer)])) {
        this.pair([...path, key], own(answer, key), own(reference, key));
      }
      return;
    }
    this.#alone(path, reference, true);
    this.#alone(path, answer, false);
  }

  /** The fields of a value that the other side has nothing of the kind for. */
  #alone(path: Path, value: Value | undefined, expected: boolean): void {
    if (isLeaf(value)) {
      if (value !== undefined) {
        this.#add(path, expected ? undefined : value, expected ? value : undefined);
      }
      return;
    }
    for (const [key, child] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      this.#alone([...path, key], child, expected);
    }
  }

  #add(path: Path, answer: Value | undefined, reference: Value | undefined): void {
    const verdict =
      answer === undefined
        ? 'missing'
        : reference === undefined
          ? 'extra'
          : this.#same(answer, reference)
            ? 'right'
            : 'wrong';
    this[verdict]++;
    if (this.fields.length < mostListed) {
      const [expected, found] = [reference, answer].map((value) =>
        value === undefined ? undefined : shownValue(value),
      );
      this.fields.push({ path, verdict, expected, found });
    }
  }

  #same(answer: Value, reference: Value): boolean {
    if (typeof answer === 'string' && typeof reference === 'string' && this.#options.normalise === true) {
      return normalForm(answer) === normalForm(reference);
    }
    const empty = typeof answer === 'object' && answer !== null;
    return empty ? canonical(answer) === canonical(reference) : sameScalar(answer, reference);
  }
}

type Leaf = Exclude<Value, Value[] | { [key: string]: Value }>;

/** Whether a value holds no other values. */
function isLeaf(value: Value | undefined): value is Leaf | undefined {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** `__proto__` and the like are keys as any other. */
function own(value: { [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

type Pair = readonly [answer: Value | undefined, reference: Value | undefined];

function inOrder(answer: readonly Value[], reference: readonly Value[]): Pair[] {
  return Array.from({ length: Math.max(answer.length, reference.length) }, (_, index) => [
    answer[index],
    reference[index],
  ]);
}

/** Items that are the same, wherever they stand; then what is left, in order. */
function anyOrder(answer: readonly Value[], reference: readonly Value[]): Pair[] {
  const places = new Map<string, number[]>();
  for (let index = answer.length - 1; index >= 0; index--) {
    const key = canonical(answer[index]!);
    const found = places.get(key);
    if (found === undefined) {
      places.set(key, [index]);
    } else {
      found.push(index);
    }
  }
  const partners = reference.map((item) => places.get(canonical(item))?.pop());
  const taken = new Set(partners);
  const rest = answer.filter((_, index) => !taken.has(index)).values();
  const pairs = reference.map((item, index): Pair => {
    const partner = partners[index];
    return [partner === undefined ? rest.next().value : answer[partner], item];
  });
  return [...pairs, ...Array.from(rest, (item): Pair => [item, undefined])];
}

import { isObject, type Json, type JsonObject } from './json.ts';

export type ShapeKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/**
 * The form of a value without its content: keys and types, and for `role`-like keys the word itself. Shapes are
 * interned, so that two rows of one form share one Shape and whatever is true of the form (its format, whether a
 * schema accepts it, what is unusual in it) is worked out once a form instead of once a row.
 */
export interface Shape {
  readonly id: number;
  readonly kind: ShapeKind;
  /** For objects: keys in alphabetical order. Undefined where the keys are data themselves (see `opaqueKeys`). */
  readonly keys?: ReadonlyMap<string, Shape>;
  /** For arrays: the distinct shapes of the elements, in order of their id. */
  readonly items?: readonly Shape[];
  /** For the value of a `role` or `from` key: the word. */
  readonly word?: string;
}

/** Keys under which keys are data: a JSON Schema's property names, a call's arguments. */
const opaqueKeys = new Set(['parameters', 'arguments', 'input_schema', 'properties']);
const wordKeys = new Set(['role', 'from']);
const longestWord = 24;

/** Deeper rows are not read: parsers of other languages give up near here (Python's at about 1,000), by recursion. */
export const deepestNesting = 500;

/** What one walk over a row's value finds. */
export interface Walk {
  readonly shape: Shape;
  /** Number of keys in all objects of the value. */
  readonly keyCount: number;
  /** Whether a number is infinite: JSON.parse reads 1e999 as Infinity. */
  readonly nonFinite: boolean;
  /** Whether the value is nested deeper than `deepestNesting`; the rest of the walk then says nothing. */
  readonly tooDeep: boolean;
}

export class ShapeTable {
  readonly #shapes = new Map<string, Shape>();
  readonly #string = this.#intern('s', 'string', {});
  readonly #number = this.#intern('n', 'number', {});
  readonly #boolean = this.#intern('b', 'boolean', {});
  readonly #null = this.#intern('0', 'null', {});
  readonly #opaque = this.#intern('o', 'object', {});
  #keyCount = 0;
  #nonFinite = false;
  #tooDeep = false;

  walk(value: JsonObject): Walk {
    this.#keyCount = 0;
    this.#nonFinite = false;
    this.#tooDeep = false;
    const shape = this.#shapeOf(value, '', 0);
    return { shape, keyCount: this.#keyCount, nonFinite: this.#nonFinite, tooDeep: this.#tooDeep };
  }

  #shapeOf(value: Json, key: string, depth: number): Shape {
    if (typeof value === 'string') {
      return wordKeys.has(key) && value.length <= longestWord ? this.#wordOf(value) : this.#string;
    }
    if (typeof value === 'number') {
      this.#nonFinite ||= !Number.isFinite(value);
      return this.#number;
    }
    if (typeof value === 'boolean') {
      return this.#boolean;
    }
    if (value === null) {
      return this.#null;
    }
    if (depth > deepestNesting) {
      this.#tooDeep = true;
      return this.#null;
    }
    if (Array.isArray(value)) {
      return this.#arrayOf(value, key, depth);
    }
    return this.#objectOf(value, key, depth);
  }

  #wordOf(word: string): Shape {
    return this.#intern(`w${word}`, 'string', { word });
  }

  #arrayOf(values: Json[], key: string, depth: number): Shape {
    const items: Shape[] = [];
    for (const value of values) {
      const item = this.#shapeOf(value, key, depth + 1);
      if (!items.includes(item)) {
        items.push(item);
      }
    }
    items.sort((a, b) => a.id - b.id);
    return this.#intern(`[${items.map((item) => item.id).join()}`, 'array', { items });
  }

  #objectOf(value: JsonObject, key: string, depth: number): Shape {
    if (depth > 0 && opaqueKeys.has(key)) {
      this.#countOpaque(value, depth);
      return this.#opaque;
    }
    const names = Object.keys(value);
    this.#keyCount += names.length;
    let signature = '{';
    const shapes: Shape[] = [];
    for (const name of names) {
      const shape = this.#shapeOf(value[name] as Json, name, depth + 1);
      shapes.push(shape);
      signature += `${name.length}:${name}${shape.id};`;
    }
    const known = this.#shapes.get(signature);
    if (known !== undefined) {
      return known;
    }
    const order = names.map((_, index) => index).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
    const keys = new Map(order.map((index) => [names[index]!, shapes[index]!]));
    let sorted = '{';
    for (const [name, shape] of keys) {
      sorted += `${name.length}:${name}${shape.id};`;
    }
    const shape = this.#intern(sorted, 'object', { keys });
    // Every order of the keys that occurs leads straight to the shape from now on.
    this.#shapes.set(signature, shape);
    return shape;
  }

  /** Below an opaque key only what the whole row is judged by counts: keys and infinite numbers. */
  #countOpaque(value: Json, depth: number): void {
    if (typeof value === 'number') {
      this.#nonFinite ||= !Number.isFinite(value);
    } else if (depth > deepestNesting) {
      this.#tooDeep = true;
    } else if (Array.isArray(value)) {
      for (const item of value) {
        this.#countOpaque(item, depth + 1);
      }
    } else if (isObject(value)) {
      const names = Object.keys(value);
      this.#keyCount += names.length;
      for (const name of names) {
        this.#countOpaque(value[name] as Json, depth + 1);
      }
    }
  }

  #intern(signature: string, kind: ShapeKind, rest: Omit<Shape, 'id' | 'kind'>): Shape {
    let shape = this.#shapes.get(signature);
    if (shape === undefined) {
      shape = { id: this.#shapes.size, kind, ...rest };
      this.#shapes.set(signature, shape);
    }
    return shape;
  }
}

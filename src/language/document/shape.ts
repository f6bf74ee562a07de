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
export const longestWord = 24;

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
  readonly #root = new KeyNode(undefined, '', undefined);
  readonly #list = new KeyNode(undefined, '', undefined);
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
    let node = this.#list;
    const items: Shape[] = [];
    for (const value of values) {
      const item = this.#shapeOf(value, key, depth + 1);
      if (!items.includes(item)) {
        items.push(item);
        node = node.next('', item);
      }
    }
    if (node.shape === undefined) {
      items.sort((a, b) => a.id - b.id);
      node.shape = this.#intern(`[${items.map((item) => item.id).join()}`, 'array', { items });
    }
    return node.shape;
  }

  #objectOf(value: JsonObject, key: string, depth: number): Shape {
    if (depth > 0 && opaqueKeys.has(key)) {
      this.#countOpaque(value, depth);
      return this.#opaque;
    }
    let node = this.#root;
    for (const name in value) {
      this.#keyCount++;
      node = node.next(name, this.#shapeOf(value[name] as Json, name, depth + 1));
    }
    node.shape ??= this.#sorted(node);
    return node.shape;
  }

  /** The shape of an object whose keys come in an order not seen before: that of the same keys in any other order. */
  #sorted(node: KeyNode): Shape {
    const keys = new Map<string, Shape>();
    let signature = '{';
    for (const [name, shape] of node.path().sort(([a], [b]) => (a < b ? -1 : 1))) {
      keys.set(name, shape);
      signature += `${name.length}:${name}${shape.id};`;
    }
    return this.#intern(signature, 'object', { keys });
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

/**
 * A step of the way through an object's keys in the order in which a row writes them. Rows of one file mostly take
 * the same way: each node remembers the last step, so that a known object costs two comparisons a key.
 */
class KeyNode {
  shape: Shape | undefined = undefined;
  readonly #parent: KeyNode | undefined;
  readonly #key: string;
  readonly #value: Shape | undefined;
  readonly #steps = new Map<string, Map<Shape, KeyNode>>();
  #last: KeyNode | undefined = undefined;

  constructor(parent: KeyNode | undefined, key: string, value: Shape | undefined) {
    this.#parent = parent;
    this.#key = key;
    this.#value = value;
  }

  next(key: string, value: Shape): KeyNode {
    if (this.#last !== undefined && this.#last.#key === key && this.#last.#value === value) {
      return this.#last;
    }
    let values = this.#steps.get(key);
    if (values === undefined) {
      values = new Map();
      this.#steps.set(key, values);
    }
    let node = values.get(value);
    if (node === undefined) {
      node = new KeyNode(this, key, value);
      values.set(value, node);
    }
    this.#last = node;
    return node;
  }

  /** The keys that led here, with the shapes of their values. */
  path(): [string, Shape][] {
    const path: [string, Shape][] = [];
    let node: KeyNode | undefined = this;
    while (node !== undefined && node.#value !== undefined) {
      path.push([node.#key, node.#value]);
      node = node.#parent;
    }
    return path;
  }
}

import { closest } from '../../closest.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { brokenCount, brokenLimit, isOfType, typesOf } from './limits.ts';

/** How a call's arguments break the JSON Schema that its tool declares. */
export type Violation = { readonly path: Path } & (
  | { readonly kind: 'missing'; readonly key: string }
  /** `path` leads to a key that is not declared; `near` is one that is, `lost` where that one is required. */
  | {
      readonly kind: 'unknown';
      readonly near: string | undefined;
      readonly lost: boolean;
      readonly forbidden: boolean;
    }
  | { readonly kind: 'type'; readonly types: readonly string[]; readonly found: Json }
  | { readonly kind: 'value'; readonly allowed: readonly Json[]; readonly found: Json }
  /** `rule` completes "should …". */
  | { readonly kind: 'limit'; readonly rule: string }
);

/** Whether the schema itself says no; else it is only likely a slip. */
export function isCertain(violation: Violation): boolean {
  return violation.kind !== 'unknown' || violation.forbidden || violation.lost;
}

/** Steps after which a check is given up: enough for any honest schema, and no hostile one takes longer. */
const mostSteps = 20_000;
const deepest = 64;
const mostViolations = 8;
/** Longer names are not compared for slips of the pen. */
const longestName = 100;

/**
 * Checks arguments against a schema by reading it, keyword by keyword. Schemas come from the dataset, which may be
 * anybody's: none is compiled to code, no regular expression of theirs is run (`pattern`, `patternProperties` and
 * `format` are not looked at), and the work has a limit. What a keyword says that is not known is taken as yes.
 */
export function violations(schema: JsonObject, value: Json): readonly Violation[] {
  const checker = new Checker(schema);
  const found: Violation[] = [];
  checker.check(schema, value, [], found, 0);
  return checker.exhausted ? [] : found.slice(0, mostViolations);
}

class Checker {
  readonly #root: JsonObject;
  #steps = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  get exhausted(): boolean {
    return this.#steps > mostSteps;
  }

  check(schema: Json | undefined, value: Json, path: Path, found: Violation[], depth: number): void {
    this.#steps++;
    if (!isObject(schema) || depth > deepest || this.exhausted) {
      return;
    }
    if (typeof schema.$ref === 'string') {
      this.check(this.#resolve(schema.$ref), value, path, found, depth + 1);
      return;
    }
    if (value === null && schema.nullable === true) {
      return;
    }
    const types = typesOf(schema.type);
    if (types !== undefined && !types.some((type) => isOfType(value, type))) {
      found.push({ kind: 'type', path, types, found: value });
      return;
    }
    if (!this.#allows(schema, value)) {
      const allowed = Array.isArray(schema.enum) ? schema.enum : [schema.const!];
      found.push({ kind: 'value', path, allowed, found: value });
      return;
    }
    if (typeof value === 'string' || typeof value === 'number') {
      const rule = brokenLimit(schema, value);
      if (rule !== undefined) {
        found.push({ kind: 'limit', path, rule });
      }
    } else if (Array.isArray(value)) {
      this.#checkArray(schema, value, path, found, depth);
    } else if (isObject(value)) {
      this.#checkObject(schema, value, path, found, depth);
    }
    this.#checkCombined(schema, value, path, found, depth);
  }

  #allows(schema: JsonObject, value: Json): boolean {
    const listed = Array.isArray(schema.enum) && schema.enum.length > 0;
    return (
      (!listed || (schema.enum as Json[]).some((allowed) => this.#equal(allowed, value))) &&
      (schema.const === undefined || this.#equal(schema.const, value))
    );
  }

  #checkArray(schema: JsonObject, value: Json[], path: Path, found: Violation[], depth: number): void {
    const rule =
      brokenCount(value.length, schema.minItems, schema.maxItems, 'item') ??
      (schema.uniqueItems === true && this.#hasRepeats(value) ? 'not repeat an item' : undefined);
    if (rule !== undefined) {
      found.push({ kind: 'limit', path, rule });
    }
    // Drafts up to 7 write a tuple as a list of `items`, later ones as `prefixItems`.
    const tuple = Array.isArray(schema.prefixItems) ? schema.prefixItems : schema.items;
    const first = Array.isArray(tuple) ? tuple : [];
    const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
    for (let index = 0; index < value.length; index++) {
      this.check(
        index < first.length ? first[index] : rest,
        value[index]!,
        [...path, index],
        found,
        depth + 1,
      );
    }
  }

  #checkObject(schema: JsonObject, value: JsonObject, path: Path, found: Violation[], depth: number): void {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const keys = Object.keys(value);
    const missing = new Set<string>();
    const required = Array.isArray(schema.required) ? schema.required : [];
    this.#steps += required.length;
    for (const key of required) {
      if (typeof key === 'string' && !Object.hasOwn(value, key)) {
        missing.add(key);
      }
    }
    for (const key of keys) {
      if (this.exhausted) {
        return;
      }
      if (Object.hasOwn(properties, key)) {
        this.check(properties[key], value[key]!, [...path, key], found, depth + 1);
      } else {
        const unknown = this.#unknownKey(schema, properties, value, key);
        if (unknown !== undefined) {
          const lost = unknown.near !== undefined && missing.delete(unknown.near);
          found.push({ kind: 'unknown', path: [...path, key], ...unknown, lost });
        } else if (isObject(schema.additionalProperties)) {
          this.check(schema.additionalProperties, value[key]!, [...path, key], found, depth + 1);
        }
      }
    }
    for (const key of missing) {
      found.push({ kind: 'missing', path, key });
    }
    const rule = brokenCount(keys.length, schema.minProperties, schema.maxProperties, 'property');
    if (rule !== undefined && missing.size === 0) {
      found.push({ kind: 'limit', path, rule });
    }
  }

  /** What is to be said of a key that is not declared: undefined where the schema lets it be and none is near. */
  #unknownKey(
    schema: JsonObject,
    properties: JsonObject,
    value: JsonObject,
    key: string,
  ): { near: string | undefined; forbidden: boolean } | undefined {
    const { additionalProperties: more } = schema;
    const forbidden = more === false && schema.patternProperties === undefined;
    if (!forbidden && (more !== undefined || openKeywords.some((keyword) => schema[keyword] !== undefined))) {
      return undefined;
    }
    const near = key.length > longestName ? undefined : closest(key, this.#absent(properties, value));
    return forbidden || near !== undefined ? { near, forbidden } : undefined;
  }

  /** Declared names that the arguments do not have. */
  *#absent(properties: JsonObject, value: JsonObject): Iterable<string> {
    for (const name in properties) {
      this.#steps++;
      if (this.exhausted) {
        return;
      }
      if (!Object.hasOwn(value, name) && name.length <= longestName) {
        yield name;
      }
    }
  }

  #checkCombined(schema: JsonObject, value: Json, path: Path, found: Violation[], depth: number): void {
    for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
      this.check(part, value, path, found, depth + 1);
    }
    for (const branches of [schema.anyOf, schema.oneOf]) {
      if (Array.isArray(branches) && branches.length > 0) {
        this.#checkBranches(branches, value, path, found, depth);
      }
    }
  }

  /** At least one of them has to fit. Of those that don't, the one that is of the value's own type tells most. */
  #checkBranches(branches: Json[], value: Json, path: Path, found: Violation[], depth: number): void {
    const types = new Set<string>();
    const ofType: Violation[][] = [];
    for (const branch of branches) {
      const broken: Violation[] = [];
      this.check(branch, value, path, broken, depth + 1);
      if (branch === true || (branch !== false && !broken.some(isCertain))) {
        return;
      }
      const [first] = broken;
      if (first?.kind === 'type' && first.path.length === path.length) {
        for (const type of first.types) {
          types.add(type);
        }
      } else {
        ofType.push(broken);
      }
    }
    if (ofType.length === 1) {
      found.push(...ofType[0]!);
    } else if (ofType.length > 1) {
      found.push({ kind: 'limit', path, rule: 'have one of the forms that the tool declares' });
    } else {
      found.push({ kind: 'type', path, types: [...types], found: value });
    }
  }

  #resolve(reference: string): Json | undefined {
    const steps = reference.split('/', deepest).slice(1);
    if (reference !== '#' && !reference.startsWith('#/')) {
      return undefined;
    }
    this.#steps += steps.length;
    const path = steps.map((step) => decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
    const keys = path.map((step, index) =>
      Array.isArray(valueAt(this.#root, path.slice(0, index))) ? +step : step,
    );
    return valueAt(this.#root, keys) as Json | undefined;
  }

  #hasRepeats(list: readonly Json[]): boolean {
    return list.some((item, index) => list.slice(0, index).some((other) => this.#equal(other, item)));
  }

  #equal(a: Json, b: Json): boolean {
    this.#steps++;
    if (a === b || this.exhausted) {
      return true;
    }
    if (Array.isArray(a) && Array.isArray(b)) {
      return a.length === b.length && a.every((item, index) => this.#equal(item, b[index]!));
    }
    if (isObject(a) && isObject(b)) {
      const keys = Object.keys(a);
      return (
        keys.length === Object.keys(b).length &&
        keys.every((key) => Object.hasOwn(b, key) && this.#equal(a[key]!, b[key]!))
      );
    }
    return false;
  }
}

/** Keywords by which a schema may declare further keys elsewhere. */
const openKeywords = [
  'patternProperties',
  'propertyNames',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'dependentSchemas',
  'unevaluatedProperties',
];

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

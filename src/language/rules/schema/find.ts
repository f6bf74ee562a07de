import { isObject, type Json, type JsonObject } from '../../document/json.ts';
import { keyAt, openingAt, type Path, type Place } from '../../document/place.ts';
import { longestWord } from '../../document/shape.ts';
import type { Deviation } from './habits.ts';
import type { SiteKind, SitePath } from './sites.ts';
import { placeOf } from './wrong-type.ts';

/** Where a row deviates, with its own indexes; undefined where it does not. */
export function findIn(row: JsonObject, deviation: Deviation): Place | undefined {
  for (const [path, value] of walk(row, deviation.path, [])) {
    const place = placeIn(path, value, deviation);
    if (place !== undefined) {
      return place;
    }
  }
  return undefined;
}

/** All values of a row at a place that leaves indexes open, with their paths. */
function* walk(value: Json, steps: SitePath, path: Path): Iterable<[Path, Json]> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield [path, value];
  } else if ('key' in step) {
    if (isObject(value) && Object.hasOwn(value, step.key)) {
      yield* walk(value[step.key]!, rest, [...path, step.key]);
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (roleOf(item) === step.role) {
        yield* walk(item, rest, [...path, index]);
      }
    }
  }
}

function placeIn(path: Path, value: Json, deviation: Deviation): Place | undefined {
  switch (deviation.kind) {
    case 'type':
      return kindOf(value) === deviation.found ? placeOf(path, value) : undefined;
    case 'missing':
      return isObject(value) && !Object.hasOwn(value, deviation.key) ? openingAt(...path) : undefined;
    case 'extra':
    case 'renamed':
      return isObject(value) && Object.hasOwn(value, deviation.key)
        ? keyAt(...path, deviation.key)
        : undefined;
    case 'role': {
      const list = Array.isArray(value) ? value : [];
      const index = list.findIndex((item) => roleOf(item) === deviation.role);
      return index < 0 ? undefined : { path: [...path, index, roleKeyOf(list[index]) ?? 'role'] };
    }
  }
}

function roleOf(value: Json | undefined): string | undefined {
  const key = roleKeyOf(value);
  return key === undefined ? undefined : (value as Record<string, string>)[key];
}

/** The key under which an element has its role, as shapes see it. */
function roleKeyOf(value: Json | undefined): 'role' | 'from' | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const isWord = (word: Json | undefined): boolean => typeof word === 'string' && word.length <= longestWord;
  return isWord(value.role) ? 'role' : isWord(value.from) ? 'from' : undefined;
}

function kindOf(value: Json): SiteKind {
  if (Array.isArray(value)) {
    const isMedia = (item: Json): boolean =>
      isObject(item) && Object.hasOwn(item, 'type') && !Object.hasOwn(item, 'text');
    return value.some(isMedia) ? 'media' : 'array';
  }
  return value === null ? 'null' : (typeof value as SiteKind);
}

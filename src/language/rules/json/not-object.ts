import { isObject } from '../../document/json.ts';
import { objectsOf, onOneLine } from '../../document/one-line.ts';
import { type Place, rowOpening } from '../../document/place.ts';
import type { Fix } from '../problem.ts';
import type { LineRule } from '../rule.ts';
import { isMessageList, wrapMessages } from './message-list.ts';

const longestShown = 20;

/** A line that is JSON, but no object: a list, a text, a number. */
export const notObject: LineRule = {
  code: 'json.not-object',
  title: 'Row is no object',
  severity: 'error',
  scope: 'row',
  on: 'line',
  check({ kind, text, value }, report) {
    if (kind !== 'other-value') {
      return;
    }
    report({ place: placeOf(value), message: messageFor(value), fix: fixFor(text, value) });
  },
};

function placeOf(value: unknown): Place {
  return typeof value === 'string'
    ? { path: [], span: [0, Math.min(longestShown, value.length)] }
    : Array.isArray(value)
      ? rowOpening
      : { path: [] };
}

function messageFor(value: unknown): string {
  if (isMessageList(value)) {
    return 'This row is a bare list of messages. Each row must be one JSON object: put the list under a key, such as "messages".';
  }
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isObject)
      ? 'This row is a list of objects. Each row must be one JSON object: put each on a line of its own.'
      : 'This row is a list. Each row must be one JSON object.';
  }
  if (typeof value === 'string') {
    return objectInside(value) === undefined
      ? 'This row is a text. Each row must be one JSON object.'
      : 'This row is an object that was turned into a text, so it was probably written as JSON twice. Each row must be the object itself.';
  }
  return `This row is ${value === null ? 'null' : `a ${typeof value}`}. Each row must be one JSON object.`;
}

function fixFor(text: string, value: unknown): Fix | undefined {
  if (isMessageList(value)) {
    return {
      title: 'Put the messages under "messages"',
      safety: 'suggested',
      change: (row) => ({ kind: 'columns', edits: wrapMessages(row.text) }),
    };
  }
  if (Array.isArray(value) && objectsOf(text) !== undefined) {
    return {
      title: 'Write one object per line',
      safety: 'suggested',
      change: (row) => {
        const lines = objectsOf(row.text);
        return lines === undefined ? undefined : { kind: 'lines', lines };
      },
    };
  }
  if (typeof value === 'string' && objectInside(value) !== undefined) {
    return {
      title: 'Write the object itself',
      safety: 'suggested',
      change: (row) => {
        const object = objectInside(parse(row.text));
        return object === undefined ? undefined : { kind: 'lines', lines: [object] };
      },
    };
  }
  return undefined;
}

/** The object that a text holds as JSON, on one line. */
function objectInside(value: unknown): string | undefined {
  return typeof value === 'string' && isObject(parse(value)) ? onOneLine(value.trim()) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

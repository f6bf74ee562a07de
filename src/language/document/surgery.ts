import type { Node } from 'jsonc-parser';
import { innerStart } from './inner.ts';
import { isObject, type Json, parseRow, valueAt } from './json.ts';
import { locate, nodeAt, treeOf } from './locate.ts';
import type { ColumnEdit, Path, Place } from './place.ts';

/**
 * Edits of single values in a row's text that leave every other character as it was. All give columns of the text
 * they were asked about, and nothing where the path leads nowhere.
 */

/** Puts a JSON value in the place of another. */
export function replaceValue(text: string, path: Path, value: Json): ColumnEdit[] {
  return exists(text, path) ? [{ ...locate(text, { path }), text: JSON.stringify(value) }] : [];
}

/** Puts text in the place of what a place names; the text is written as it is. */
export function replaceAt(text: string, place: Place, replacement: string): ColumnEdit[] {
  return exists(text, place.path) ? [{ ...locate(text, place), text: replacement }] : [];
}

/** Gives the property at `path` another key; an element of an array has none. */
export function renameKey(text: string, path: Path, key: string): ColumnEdit[] {
  return typeof path.at(-1) === 'string' && exists(text, path)
    ? [{ ...locate(text, { path, part: 'key' }), text: JSON.stringify(key) }]
    : [];
}

/** Takes a property or an array element out, with the comma that goes with it. */
export function removeAt(text: string, path: Path): ColumnEdit[] {
  const root = treeOf(text);
  const found = root === undefined ? undefined : nodeAt(root, path);
  const node = found?.parent?.type === 'property' ? found.parent : found;
  const siblings = node?.parent?.children;
  if (node === undefined || siblings === undefined) {
    return [];
  }
  const index = siblings.indexOf(node);
  const previous = siblings[index - 1];
  const next = siblings[index + 1];
  if (previous !== undefined) {
    return [{ start: endOf(previous), end: endOf(node), text: '' }];
  }
  return [{ start: node.offset, end: next === undefined ? endOf(node) : next.offset, text: '' }];
}

/**
 * Edits made in the JSON that the string at `path` holds, as edits of the row: `edit` is asked about the inner text.
 */
export function editInside(
  text: string,
  path: Path,
  edit: (inner: string) => readonly ColumnEdit[],
): ColumnEdit[] {
  const value = valueAt(parse(text), path);
  if (typeof value !== 'string') {
    return [];
  }
  const from = innerStart(value);
  return edit(value.slice(from)).map(({ start, end, text: replacement }) => ({
    ...locate(text, { path, span: [from + start, from + end] }),
    text: JSON.stringify(replacement).slice(1, -1),
  }));
}

/** The same where the JSON may as well be the row's own: `path` leads, where `holder` is given, through its string. */
export function editThrough(
  text: string,
  holder: Path | undefined,
  path: Path,
  edit: (text: string, path: Path) => readonly ColumnEdit[],
): readonly ColumnEdit[] {
  return holder === undefined
    ? edit(text, path)
    : editInside(text, holder, (inner) => edit(inner, path.slice(holder.length)));
}

/** Adds a property at the end of the object at `path`, spaced as the row is. */
export function addProperty(text: string, path: Path, key: string, value: Json): ColumnEdit[] {
  const object = valueAt(parse(text), path);
  if (!isObject(object) || Object.hasOwn(object, key)) {
    return [];
  }
  const { end } = locate(text, { path });
  const colon = isSpaced(text) ? ': ' : ':';
  const property = `${JSON.stringify(key)}${colon}${spaced(text, value)}`;
  const separator = Object.keys(object).length === 0 ? '' : isSpaced(text) ? ', ' : ',';
  // Before the space that may stand ahead of the closing brace, so that the row keeps its look.
  const before = text.slice(0, end - 1).trimEnd().length;
  return [{ start: before, end: before, text: `${separator}${property}` }];
}

/** Adds an element at the front of the array at `path`, spaced as the row is. */
export function insertFirst(text: string, path: Path, value: Json): ColumnEdit[] {
  const list = valueAt(parse(text), path);
  if (!Array.isArray(list)) {
    return [];
  }
  const start = locate(text, { path }).start + 1;
  const separator = list.length === 0 ? '' : isSpaced(text) ? ', ' : ',';
  return [{ start, end: start, text: `${spaced(text, value)}${separator}` }];
}

/**
 * Whether a row is written with spaces after colons and commas, as Python does. Told by its first key: texts further
 * on may hold JSON of their own.
 */
function isSpaced(text: string): boolean {
  return /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s/.test(text);
}

/** A value as JSON with the spaces after colons and commas that the row writes. */
function spaced(text: string, value: Json): string {
  if (!isSpaced(text)) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => spaced(text, item)).join(', ')}]`;
  }
  return isObject(value)
    ? `{${Object.keys(value)
        .map((key) => `${JSON.stringify(key)}: ${spaced(text, value[key]!)}`)
        .join(', ')}}`
    : JSON.stringify(value);
}

function exists(text: string, path: Path): boolean {
  return path.length === 0 ? treeOf(text) !== undefined : valueAt(parse(text), path) !== undefined;
}

function parse(text: string): unknown {
  try {
    return parseRow(text);
  } catch {
    return undefined;
  }
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

import { type Node, parseTree } from 'jsonc-parser';
import { innerStart } from './inner.ts';
import type { Path, Place, Span } from './place.ts';

/**
 * The columns of a place in a row's text. Never fails: where the path leads nowhere (the row was edited since, or
 * does not parse), the nearest part that exists is meant, at worst the whole row without its surrounding space.
 */
export function locate(text: string, place: Place): Span {
  return locatorOf(text)(place);
}

/** Locates several places of one row with a single parse. */
export function locatorOf(text: string): (place: Place) => Span {
  let root: Node | undefined;
  let parsed = false;
  return (place) => {
    if (place.columns !== undefined) {
      return within(text, place.columns);
    }
    const known = place.path.length === 0 && place.part === 'open' ? rowOpeningOf(text) : undefined;
    if (known !== undefined) {
      return known;
    }
    if (!parsed) {
      root = treeOf(text);
      parsed = true;
    }
    return root === undefined ? wholeRow(text) : locateIn(text, root, place);
  };
}

/** The opening of an ordinary row, seen without a parse: where every row of a large file has one problem, it counts. */
function rowOpeningOf(text: string): Span | undefined {
  const opening = /^[ \t]*\{[ \t]*"[^"\\]*"/.exec(text);
  return opening === null ? undefined : { start: text.indexOf('{'), end: opening[0].length };
}

/** The syntax tree, as far as it goes. Undefined for a row nested so deep that the parser's recursion ends. */
export function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The node at `path`; undefined where there is none. Of equal keys the last is meant, whose value JSON.parse keeps.
 */
export function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (typeof step === 'number') {
      node = node?.type === 'array' ? node.children?.[step] : undefined;
    } else if (node?.type === 'object') {
      node = node.children?.findLast((property) => property.children?.[0]?.value === step)?.children?.[1];
    } else {
      return undefined;
    }
  }
  return node;
}

/** Columns as far as the text has them: it may have been edited since they were found. */
function within(text: string, { start, end }: Span): Span {
  const from = Math.min(Math.max(0, start), text.length);
  return { start: from, end: Math.min(Math.max(from, end), text.length) };
}

function locateIn(text: string, root: Node, place: Place): Span {
  let depth = place.path.length;
  let node = nodeAt(root, place.path);
  while (node === undefined && depth > 0) {
    depth--;
    node = nodeAt(root, place.path.slice(0, depth));
  }
  if (node === undefined) {
    return wholeRow(text);
  }
  if (depth < place.path.length) {
    return opening(node);
  }
  if (place.inside !== undefined && node.type === 'string') {
    return locateInside(text, node, place.inside);
  }
  if (place.span !== undefined && node.type === 'string') {
    return decodedSpan(text, node, place.span[0], place.span[1]);
  }
  switch (place.part) {
    case 'key':
      return keyOf(node);
    case 'open':
      return opening(node);
    default:
      return spanOf(node);
  }
}

/** A place in JSON that is itself written inside a JSON string: located there, then mapped through the escapes. */
function locateInside(text: string, node: Node, place: Place): Span {
  const value = String(node.value);
  const start = innerStart(value);
  const inner = locate(value.slice(start), place);
  return decodedSpan(text, node, start + inner.start, start + inner.end);
}

/** Maps offsets of a decoded string to columns of its source, where one character may be written as six. */
function decodedSpan(text: string, node: Node, start: number, end: number): Span {
  const limit = node.offset + node.length - 1;
  let column = node.offset + 1;
  let decoded = 0;
  let from = -1;
  while (column < limit && decoded < end) {
    if (decoded >= start && from < 0) {
      from = column;
    }
    column += escapeLength(text, column);
    decoded++;
  }
  if (from < 0) {
    from = column;
  }
  return { start: from, end: column };
}

/** How many source characters write the one at `column` of a JSON string: 1, 2 (`\n`) or 6 (`\u00e9`). */
export function escapeLength(text: string, column: number): number {
  if (text.charCodeAt(column) !== 92) {
    return 1;
  }
  return text.charCodeAt(column + 1) === 117 ? 6 : 2;
}

function keyOf(node: Node): Span {
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return key === undefined ? opening(node) : spanOf(key);
}

function opening(node: Node): Span {
  if (node.type !== 'object' && node.type !== 'array') {
    return spanOf(node);
  }
  const first = node.children?.[0];
  const key = first?.type === 'property' ? first.children?.[0] : undefined;
  return { start: node.offset, end: key === undefined ? node.offset + 1 : key.offset + key.length };
}

function spanOf(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** The row without the white space around it; at least one column wide where there is one. */
export function wholeRow(text: string): Span {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { start: 0, end: text.length };
  }
  const start = text.indexOf(trimmed);
  return { start, end: start + trimmed.length };
}

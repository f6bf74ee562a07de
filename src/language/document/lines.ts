/** Replacement of lines: `removed` lines from `start` go, `inserted` come in their place. */
export interface Splice {
  readonly start: number;
  readonly removed: number;
  readonly inserted: readonly string[];
}

export interface Position {
  /** Zero-based. */
  readonly line: number;
  /** Zero-based, UTF-16 units. */
  readonly character: number;
}

/** One edit of a document, as editors send it. Without a range it replaces the whole text. */
export interface TextChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/**
 * The lines of a text, without their line ends. Lines end with \n, \r\n or \r, as in VS Code and in the language
 * server protocol. There is always at least one line; after a final line end the last one is empty.
 */
export function splitLines(text: string): string[] {
  if (text.includes('\r')) {
    return text.split(/\r\n|\n|\r/);
  }
  return text.split('\n');
}

/** Turns an edit into a replacement of whole lines. Positions outside the document are clamped into it. */
export function spliceOf(lineAt: (line: number) => string, lineCount: number, change: TextChange): Splice {
  if (change.range === undefined) {
    return { start: 0, removed: lineCount, inserted: splitLines(change.text) };
  }
  const last = lineCount - 1;
  const { start, end } = change.range;
  const startLine = Math.min(start.line, last);
  const endLine = Math.min(end.line, last);
  const before = start.line > last ? lineAt(last) : lineAt(startLine).slice(0, start.character);
  const after = end.line > last ? '' : lineAt(endLine).slice(end.character);
  const inserted = splitLines(change.text);
  inserted[0] = before + inserted[0];
  inserted[inserted.length - 1] += after;
  return { start: startLine, removed: endLine - startLine + 1, inserted };
}

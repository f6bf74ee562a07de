import { type Dataset, isFinalLine } from '../checking/dataset.ts';
import type { Position } from '../document/lines.ts';
import { type Context, callAt, contextOf, type Offer, parametersOf } from './completion/context.ts';
import { type Cursor, cursorAt, cursorOn } from './completion/cursor.ts';
import { openStringAt } from './completion/inner.ts';
import { keyOffers } from './completion/keys.ts';
import { rowOffers } from './completion/rows.ts';
import { argumentKeys, argumentValues, schemaAt } from './completion/schema.ts';
import { hasHoles, insideString, plainOf, snippetOf, styleOf, type Template } from './completion/template.ts';
import { valueOffers } from './completion/values.ts';
import { containerAt } from './container.ts';
import { type Range, rangeOnLine } from './types.ts';

/** The likelier come first: whoever sorts by anything else should keep the order. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'key' | 'value';
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly insertText: string;
  /** Whether `insertText` is a snippet in the protocol's syntax. */
  readonly snippet: boolean;
  /** The same without places to fill in, for editors that know no snippets. */
  readonly plainText: string;
  /** What is replaced: the partial word with its quotes. */
  readonly range: Range;
  /** What the replaced text is compared with: it begins with a quote where that does. */
  readonly filterText: string;
}

/** What could be written at a position: keys, roles, names of tools, arguments, whole messages and rows. */
export function completions(dataset: Dataset, position: Position): CompletionItem[] {
  const row = dataset.rows[position.line];
  if (row === undefined) {
    return [];
  }
  const { line } = position;
  const { text } = row;
  const column = Math.min(position.character, text.length);
  if (text.trim() === '') {
    return rowItems(dataset, line);
  }
  try {
    return argumentItems(dataset, line, text, column) ?? itemsAt(dataset, line, text, column);
  } catch (error) {
    // Nested so deep that the parser's recursion ends: nobody writes there by hand.
    if (error instanceof RangeError) {
      return [];
    }
    throw error;
  }
}

function rowItems(dataset: Dataset, line: number): CompletionItem[] {
  const { rows } = dataset;
  const neighbour = rows[line - 1]?.text ?? (isFinalLine(rows, line + 1) ? '' : (rows[line + 1]?.text ?? ''));
  const range = rangeOnLine(line, 0, rows[line]!.text.length);
  return rowOffers(dataset, styleOf(neighbour.slice(0, 1000))).map((offer) =>
    item(offer, offer.template, range, offer.label),
  );
}

function itemsAt(dataset: Dataset, line: number, text: string, column: number): CompletionItem[] {
  const cursor = cursorAt(text, column);
  if (cursor === undefined || containerAt(cursor.container) === undefined) {
    return [];
  }
  const context = contextOf(dataset, line, cursor, styleOf(text));
  const offers = cursor.at === 'key' ? keyOffers(context) : valueOffers(context);
  const range = rangeOnLine(line, cursor.token.start, cursor.token.end);
  return fitting(cursor, offers).map((offer) =>
    item(offer, written(cursor, offer), range, filterOf(cursor, offer)),
  );
}

/** Inside a call's arguments that are a JSON string: the same, one level of escaping down. */
function argumentItems(
  dataset: Dataset,
  line: number,
  text: string,
  column: number,
): CompletionItem[] | undefined {
  const string = openStringAt(text, column);
  const last = string?.path.at(-1);
  const owner = string === undefined ? undefined : containerAt(string.path.slice(0, -1));
  if (string === undefined || last !== 'arguments' || (owner !== 'called' && owner !== 'call')) {
    return undefined;
  }
  const outer = cursorOn(text, string.token);
  const inner = cursorAt(string.text, lastAtOrBefore(string.columns, column));
  if (outer === undefined || inner === undefined) {
    return undefined;
  }
  const context: Context = contextOf(dataset, line, outer, styleOf(text));
  const call = callAt(context.example, string.path);
  const name = call?.name ?? outer.siblings.name;
  const parameters = parametersOf(context.example, typeof name === 'string' ? name : undefined);
  const style = styleOf(string.text);
  const offers =
    inner.at === 'key'
      ? argumentKeys(schemaAt(parameters, inner.container), inner.siblings, style)
      : argumentValues(schemaAt(parameters, [...inner.container, inner.step]), style);
  const range = rangeOnLine(line, string.columns[inner.token.start]!, string.columns[inner.token.end]!);
  return fitting(inner, offers).map((offer) =>
    item(offer, insideString(written(inner, offer)), range, plainOf(insideString([filterOf(inner, offer)]))),
  );
}

/** The decoded offset of a column; of one inside an escape, the escape's. */
function lastAtOrBefore(columns: readonly number[], column: number): number {
  let offset = 0;
  while (offset + 1 < columns.length && columns[offset + 1]! <= column) {
    offset++;
  }
  return offset;
}

/** Where a string was begun, what is no string can't be meant, numbers and words of JSON aside. */
function fitting({ token }: Cursor, offers: readonly Offer[]): readonly Offer[] {
  return token.kind === 'string'
    ? offers.filter(({ template }) => typeof template[0] === 'string' && !/^[[{]/.test(template[0]))
    : offers;
}

/** The text that an offer puts in: of a key that has its value already the key alone, and a comma where one is due. */
function written({ at, colonFollows, commaNeeded }: Cursor, { label, template }: Offer): Template {
  if (at === 'key' && colonFollows) {
    return [JSON.stringify(label)];
  }
  return commaNeeded ? [...template, ','] : template;
}

function filterOf({ token }: Cursor, { label }: Offer): string {
  return token.kind === 'string' ? JSON.stringify(label) : label;
}

function item(offer: Offer, template: Template, range: Range, filterText: string): CompletionItem {
  const plainText = plainOf(template);
  const snippet = hasHoles(template);
  return {
    label: offer.label,
    kind: offer.kind,
    detail: offer.detail,
    ...(offer.documentation === undefined ? {} : { documentation: offer.documentation }),
    insertText: snippet ? snippetOf(template) : plainText,
    snippet,
    plainText,
    range,
    filterText,
  };
}

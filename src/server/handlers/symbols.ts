import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import { symbols } from '../../language/index.ts';
import type { OpenDocument } from '../documents.ts';

const kinds = { row: SymbolKind.Object, broken: SymbolKind.Null, more: SymbolKind.Array };

/** The outline: a row a symbol. */
export function symbolsOf({ dataset }: OpenDocument): DocumentSymbol[] {
  return symbols(dataset).map(({ name, detail, kind, range, selectionRange }) => ({
    name,
    detail,
    kind: kinds[kind],
    range,
    selectionRange,
  }));
}

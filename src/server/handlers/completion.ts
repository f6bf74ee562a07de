import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from 'vscode-languageserver/node';
import { type CompletionItem as CoreItem, completions } from '../../language/index.ts';
import type { Client } from '../client.ts';
import type { OpenDocument } from '../documents.ts';

/** Typing any of these in a row may bring up keys or values. */
export const completionTriggers = ['"', ':', ' ', ',', '{', '['];

export function completionsAt(
  { dataset }: OpenDocument,
  position: Position,
  client: Client,
): CompletionItem[] {
  return completions(dataset, position).map((item, index) => itemOf(item, index, client));
}

function itemOf(item: CoreItem, index: number, client: Client): CompletionItem {
  const asSnippet = item.snippet && client.snippets;
  return {
    label: item.label,
    kind: item.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
    detail: item.detail,
    ...(item.documentation !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: item.documentation },
    }),
    filterText: item.filterText,
    // The core has put them in order: what is likeliest first.
    sortText: String(index).padStart(4, '0'),
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: item.range, newText: asSnippet ? item.insertText : item.plainText },
  };
}

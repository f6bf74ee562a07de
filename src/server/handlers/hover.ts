import { type Hover, MarkupKind, type Position } from 'vscode-languageserver/node';
import { hover, pageOf } from '../../language/index.ts';
import type { Client } from '../client.ts';
import type { OpenDocument } from '../documents.ts';

export function hoverAt({ dataset }: OpenDocument, position: Position, client: Client): Hover | null {
  const found = hover(dataset, position, {
    ruleUrl: pageOf,
    problems: client.problemsInHover,
  });
  return found === undefined
    ? null
    : { range: found.range, contents: { kind: MarkupKind.Markdown, value: found.markdown } };
}

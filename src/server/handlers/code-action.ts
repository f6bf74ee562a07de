import {
  type CodeAction,
  type CodeActionParams,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type TextEdit,
} from 'vscode-languageserver/node';
import {
  type CodeActionData,
  type CodeAction as CoreAction,
  codeActions,
  type ResolvedCodeAction,
  resolveCodeAction,
} from '../../language/index.ts';
import type { Client } from '../client.ts';
import type { OpenDocument } from '../documents.ts';
import { rewriteFileCommand } from '../protocol.ts';

/** What an action carries until it is chosen. */
export interface Unresolved {
  readonly uri: string;
  readonly version: number;
  readonly resolve: CodeActionData;
  /** Asked for by a person: then the file on disk may be rewritten too. */
  readonly invoked: boolean;
}

export function codeActionsAt(
  document: OpenDocument,
  { range, context }: CodeActionParams,
  client: Client,
): CodeAction[] {
  const invoked = context.triggerKind !== CodeActionTriggerKind.Automatic;
  return codeActions(document.dataset, range, context.only)
    .filter(({ command }) => command === undefined || client.commands.includes(command.id))
    .map((action) => codeActionOf(action, document, context.diagnostics, client, invoked));
}

function codeActionOf(
  action: CoreAction,
  document: OpenDocument,
  diagnostics: CodeActionParams['context']['diagnostics'],
  client: Client,
  invoked: boolean,
): CodeAction {
  const { uri, version } = document;
  const about = diagnostics.filter(({ code }) => action.code !== undefined && code === action.code);
  const result: CodeAction = {
    title: action.title,
    kind: action.kind,
    ...(action.preferred && { isPreferred: true }),
    ...(about.length > 0 && { diagnostics: about }),
  };
  if (action.edits.length > 0) {
    result.edit = { changes: { [uri]: action.edits as TextEdit[] } };
  }
  if (action.bytes !== undefined) {
    result.command = rewriting(uri, [action.bytes]);
  } else if (action.command !== undefined) {
    result.command = {
      title: action.title,
      command: action.command.id,
      arguments: [uri, ...action.command.arguments],
    };
  } else if (action.resolve !== undefined) {
    const unresolved: Unresolved = { uri, version, resolve: action.resolve, invoked };
    return client.resolvesActions ? { ...result, data: unresolved } : resolved(result, document, unresolved);
  }
  return result;
}

/** The action with the edits that were left to be worked out. */
export function resolvedCodeAction(action: CodeAction, document: OpenDocument | undefined): CodeAction {
  const unresolved = action.data as Unresolved;
  if (document === undefined || document.version !== unresolved.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has been edited meanwhile.');
  }
  return resolved(action, document, unresolved);
}

function resolved(
  action: CodeAction,
  document: OpenDocument,
  { uri, resolve, invoked }: Unresolved,
): CodeAction {
  const { edits, bytes }: ResolvedCodeAction = resolveCodeAction(document.dataset, resolve);
  return {
    ...action,
    edit: { changes: { [uri]: edits as TextEdit[] } },
    // While an editor saves the file, nobody else may write it.
    ...(invoked && bytes.length > 0 && { command: rewriting(uri, bytes) }),
  };
}

function rewriting(uri: string, changes: readonly string[]): NonNullable<CodeAction['command']> {
  return { title: 'Rewrite the file', command: rewriteFileCommand, arguments: [uri, ...changes] };
}

import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { completionTriggers } from './handlers/completion.ts';
import { rewriteFileCommand } from './protocol.ts';

export const capabilities: ServerCapabilities = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  hoverProvider: true,
  completionProvider: { triggerCharacters: completionTriggers },
  documentSymbolProvider: { label: 'Tuneset' },
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, 'source.fixAll.tuneset'],
    resolveProvider: true,
  },
  executeCommandProvider: { commands: [rewriteFileCommand] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

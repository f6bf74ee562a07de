import process from 'node:process';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { logError } from './guard.ts';
import { serve } from './server.ts';

/**
 * Starts the language server of this process: on the channel to the parent process where there is one (VS Code), on
 * standard input and output otherwise. It ends when the editor says so, or has gone.
 */
export function startServer(): void {
  const byChannel = process.argv.includes('--node-ipc');
  const connection = byChannel
    ? createConnection(ProposedFeatures.all)
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  // Nothing in a dataset may end the server: what was not foreseen is logged, and the next message answered.
  process.on('uncaughtException', (error) => logError(connection.console, 'The server', undefined, error));
  process.on('unhandledRejection', (error) => logError(connection.console, 'The server', undefined, error));
  serve(connection);
}

import { ErrorCodes, type RemoteConsole, ResponseError } from 'vscode-languageserver/node';
import { UnreadableFile } from '../workspace/read.ts';

/** Logs what went wrong and with which document; never what the document says. */
export function logError(log: RemoteConsole, what: string, uri: string | undefined, error: unknown): void {
  const about = uri === undefined ? '' : ` for ${uri}`;
  log.error(
    `${what} failed${about}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

/**
 * A handler that answers with an error rather than throwing one, so that the log says where it came from. Errors that
 * are meant for the editor, or for a person, pass as they are.
 */
export function guarded<P, A extends unknown[], R>(
  log: RemoteConsole,
  what: string,
  handle: (params: P, ...more: A) => R | Promise<R>,
): (params: P, ...more: A) => Promise<R | ResponseError<void>> {
  return async (params, ...more) => {
    try {
      return await handle(params, ...more);
    } catch (error) {
      if (error instanceof ResponseError) {
        return error;
      }
      if (error instanceof UnreadableFile) {
        return new ResponseError(ErrorCodes.InvalidRequest, `${error.path} ${error.message}`);
      }
      logError(log, what, uriOf(params), error);
      return new ResponseError(ErrorCodes.InternalError, `${what} failed: ${(error as Error).message}`);
    }
  };
}

function uriOf(params: unknown): string | undefined {
  const { textDocument, uri } = (params ?? {}) as { textDocument?: { uri?: string }; uri?: string };
  return textDocument?.uri ?? uri;
}

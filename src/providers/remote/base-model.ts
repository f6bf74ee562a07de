import path from 'node:path';

/** What a person should know of a base model that is a folder: it does not travel along. */
export function baseModelNotes(baseModel: string): string[] {
  return path.isAbsolute(baseModel) || path.win32.isAbsolute(baseModel)
    ? [
        `The base model is a folder (${baseModel}). It is not sent along: it must be there, under the same path, on every node that trains.`,
      ]
    : [];
}

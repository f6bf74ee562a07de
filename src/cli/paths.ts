import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { printable } from '../workspace/printable.ts';

/** What standard input is called where nothing else was said. */
export const stdinName = '<stdin>';

/** A path as seen from the working folder, with forward slashes. */
export function relativePath(file: string, cwd: string): string {
  return file === stdinName ? file : path.relative(cwd, file).replaceAll(path.sep, '/') || '.';
}

/** A path to be printed: names of files are data too. */
export function shownPath(file: string, cwd: string): string {
  return printable(relativePath(file, cwd));
}

/** A path as SARIF has it: relative to the working folder, or absolute for what is elsewhere. */
export function uriOf(file: string, cwd: string): string {
  const relative = relativePath(file, cwd);
  if (relative.startsWith('../') || path.isAbsolute(relative)) {
    return pathToFileURL(file).href;
  }
  return relative.split('/').map(encodeURIComponent).join('/');
}

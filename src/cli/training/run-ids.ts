import { closest } from '../../language/index.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable } from '../../workspace/printable.ts';
import { WrongUse } from '../io.ts';

/** The run that is meant by an id, a beginning that only one id has, or `last`. Throws `WrongUse`. */
export function runNamed(text: string, runs: readonly RunSummary[]): RunSummary {
  const sorted = newestFirst(runs);
  const [last] = sorted;
  if (last === undefined) {
    throw new WrongUse('There are no runs here. `tuneset train` starts one; --root says where to look.');
  }
  const exact = sorted.find(({ id }) => id === text) ?? (text === 'last' ? last : undefined);
  const begun = text === '' ? [] : sorted.filter(({ id }) => id.startsWith(text));
  if (exact !== undefined || begun.length === 1) {
    return exact ?? begun[0]!;
  }
  const shown = `"${printable(text)}"`;
  if (begun.length > 1) {
    const ids = begun.slice(0, 5).map(({ id }) => printable(id));
    const more = begun.length > ids.length ? `, and ${begun.length - ids.length} more` : '';
    throw new WrongUse(`${shown} begins ${begun.length} runs: ${ids.join(', ')}${more}. Write more of it.`);
  }
  const near = nearest(text, sorted);
  const hint = near === undefined ? '`tuneset runs` lists them.' : `Did you mean "${printable(near)}"?`;
  throw new WrongUse(`There is no run ${shown}. ${hint}`);
}

/** Ids begin with the time they were made. */
export function newestFirst(runs: readonly RunSummary[]): RunSummary[] {
  return [...runs].sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}

/** What was typed may be the beginning of an id, mistyped: it is compared with beginnings of the same length. */
function nearest(text: string, runs: readonly RunSummary[]): string | undefined {
  const beginnings = new Map(runs.map(({ id }) => [id.slice(0, text.length), id]));
  const near = text.length < 4 ? undefined : closest(text, [...beginnings.keys(), 'last']);
  return near === undefined ? undefined : (beginnings.get(near) ?? near);
}

import { quoted } from '../../words.ts';
import type { Deviation } from './habits.ts';
import type { SiteKind, SitePath } from './sites.ts';
import { listed } from './words.ts';

const phrases: Readonly<Record<SiteKind, string>> = {
  array: 'a list',
  boolean: 'true or false',
  media: 'a list',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** What nearly all rows do and this one does not. `total`: the rows of the file that are objects. */
export function describe(deviation: Deviation, total: number): string {
  const { path, usual, rows } = deviation;
  // Only rows that have the place at all are compared: an answer's content, say, in rows with an answer.
  const most = `${usual} of ${rows} ${rows === total ? 'rows' : 'comparable rows'}`;
  switch (deviation.kind) {
    case 'type':
      return `${most} have ${nameOf(path)} as ${phrases[deviation.expected]}; this one has ${phrases[deviation.found]}. Loaders that make a table of the file stop at a column of two types.`;
    case 'missing':
      return `${most} have ${nameOf([...path, { key: deviation.key }])}; this one does not. Add it, or remove it from the others.`;
    case 'renamed':
      return `${most} have ${nameOf([...path, { key: deviation.expected }])}; this one has ${quoted(deviation.key)} in its place. It is probably a misspelling.`;
    case 'extra':
      return `${most} do not have ${nameOf([...path, { key: deviation.key }])}; this one does. Give it to the others as well, or remove it.`;
    case 'role':
      return `${most} do without the role ${quoted(deviation.role)} and use ${listed(deviation.expected)}. One name for one role keeps the rows alike.`;
  }
}

/** A place as a sentence names it: `"meta.level"`, `"content" of "assistant" messages`. */
function nameOf(path: SitePath): string {
  const last = path.findLastIndex((step) => 'role' in step && step.role !== undefined);
  const own = path.slice(last + 1);
  const dotted = own.map((step) => ('key' in step ? `.${step.key}` : '[]')).join('');
  const role = path[last];
  const whose = role !== undefined && 'role' in role ? ` of ${quoted(role.role ?? '')} messages` : '';
  return `${quoted(dotted.replace(/^\./, ''))}${whose}`;
}

/**
 * Text of a dataset in Markdown that is shown to a person. The text is whatever a row holds: it must come out as the
 * letters it is made of, never as a link, an image, markup or a command.
 */

const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Prose. Characters that mean something to Markdown are escaped, and what renderers turn into links by themselves. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(controls, ' ')
    .replace(/[\\`*_[\]<>&~|@!#]/g, '\\$&')
    .replace(/(?<=[a-z]):(?=\S)/gi, '\\:')
    .replace(/(?<=[\w-])\.(?=[a-z])/gi, '\\.')
    .replaceAll('//', '/\\/');
}

/** A short piece of data as code: a name, a value. */
export function codeSpan(text: string, longest = 60): string {
  const flat = text.replace(controls, ' ');
  const cut = flat.length > longest ? `${flat.slice(0, longest)}…`.toWellFormed() : flat;
  if (cut.trim() === '') {
    return '(empty)';
  }
  if (!cut.includes('`')) {
    return `\`${cut}\``;
  }
  const runs = cut.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(...runs.map((run) => run.length)) + 1);
  return `${fence} ${cut} ${fence}`;
}

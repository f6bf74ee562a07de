import { deepestNesting } from '../../document/shape.ts';
import type { Mistake } from './mistake.ts';

const longestQuote = 30;

/**
 * What is wrong at a mistake, why and what to do. `opened` says where the bracket or quote is that it speaks of: its
 * column in the row, starting at 1 as editors show it.
 */
export function explain(
  text: string,
  mistake: Mistake,
  opened = `column ${(mistake.opening ?? 0) + 1}`,
): string {
  const found = quoted(text.slice(mistake.start, mistake.end));
  switch (mistake.kind) {
    case 'bad-escape':
      return `${found} is no escape that JSON knows. Write "\\\\" for a backslash.`;
    case 'bare-text':
      return `${found} stands without quotes. A text must stand in double quotes.`;
    case 'comment':
      return 'JSON has no comments: a trainer stops at this row. Remove it.';
    case 'control-character':
      return `This text holds ${controlName(text.charCodeAt(mistake.start))} as it is, where JSON wants it escaped. Write "${mistake.edit?.text}".`;
    case 'cut-off':
      return cutOff(text, mistake.opening, opened);
    case 'extra-bracket':
      return `There is one ${found} too many: nothing is open here any more. Remove it.`;
    case 'extra-comma':
      return 'There is a comma too many here, or a value is missing between the two.';
    case 'extra-text':
      return `The row is over before ${found}. Each line holds one JSON object and nothing else.`;
    case 'fragment':
      return 'This line is only a part of an object that is spread over several lines. Each line must hold a whole object: write it on one line.';
    case 'inner-quote':
      return 'This quote ends the text, and the text goes on after it. Write \\" for a quote inside a text.';
    case 'misplaced-mark':
      return 'A byte order mark stands inside the file, probably where two files were put together: a trainer stops here. Remove it.';
    case 'missing-bracket':
      return `"${mistake.wanted}" is missing here to close what is opened at ${opened}.`;
    case 'missing-colon':
      return 'A colon is missing between the key and its value.';
    case 'missing-comma':
      return `A comma is missing before ${found}.`;
    case 'missing-key':
      return `A key in double quotes is missing before ${found}.`;
    case 'missing-value':
      return `A value is missing before ${found}.`;
    case 'number':
      return `${found} is no number as JSON writes it. Write it without leading zeros, plus sign, bare dot or separators, or as a text in double quotes.`;
    case 'odd-space':
      return `${characterName(text, mistake.start)} stands between values, where JSON allows only ordinary spaces. Put an ordinary space there.`;
    case 'quotes':
      return found === `"'"`
        ? `Texts in JSON stand in double quotes, not in single ones. Write Python dictionaries with json.dumps.`
        : `Texts in JSON stand in double quotes ("), not in ${found}.`;
    case 'row-comma':
      return 'A comma follows the row, as in a list. In JSON Lines the line end alone separates rows: remove the comma.';
    case 'second-value':
      return 'A second object begins on the same line, so the line is no JSON. Put each object on its own line.';
    case 'symbol':
      return `${found} has no meaning in JSON here.`;
    case 'too-deep':
      return `The row is nested more than ${deepestNesting} levels deep: readers give up on it. Flatten it, or remove it.`;
    case 'trailing-comma':
      return 'This comma has nothing after it, which JSON does not allow. Remove it.';
    case 'unquoted-key':
      return `The key ${found} must stand in double quotes.`;
    case 'word':
      return `JSON has no ${found}: it writes ${mistake.edit?.text}. A trainer stops at this row.`;
  }
}

function cutOff(text: string, opening: number | undefined, opened: string): string {
  if (opening === undefined) {
    return 'The row ends before it has begun.';
  }
  if (text.charAt(opening) === '{' || text.charAt(opening) === '[') {
    const what = text.charAt(opening) === '{' ? 'object' : 'list';
    return `The row ends in the middle of the ${what} that begins at ${opened}: it was cut off, or goes on in the next line. Each row must be whole on one line.`;
  }
  return `The row ends in the middle of the text that begins at ${opened}: it was cut off, or the closing quote is missing.`;
}

function quoted(text: string): string {
  const cut = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  const short = cut.replace(/\p{Cc}/gu, (control) => `U+${hex(control.charCodeAt(0))}`);
  return short.includes('"') ? `'${short}'` : `"${short}"`;
}

function controlName(code: number): string {
  const names: Readonly<Record<number, string>> = {
    0: 'a NUL',
    9: 'a tab',
    10: 'a line break',
    13: 'a line break',
  };
  return names[code] ?? `the control character U+${hex(code)}`;
}

function characterName(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const names: Readonly<Record<number, string>> = { 160: 'A no-break space', 8203: 'A zero-width space' };
  return names[code] ?? `The character U+${hex(code)}`;
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

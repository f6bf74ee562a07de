/** How the values of a file are laid out: one a line, as JSON Lines has it, or otherwise. */
export type Layout = 'lines' | 'array' | 'pretty';

/** How many lines are read to tell a layout: a single row spread over more is not looked for. */
const linesRead = 5000;

/**
 * Tells one JSON array and pretty-printed objects from JSON Lines. Only asked where most lines are no objects; it
 * reads the first value of the file, whatever number of lines it takes.
 */
export function layoutOf(lines: Iterable<string>): Layout {
  let text = '';
  let count = 0;
  for (const line of lines) {
    if (text === '' && line.trim() === '') {
      continue;
    }
    if (text === '') {
      const first = line.replace(/^\uFEFF/, '').trimStart();
      if (first.startsWith('[')) {
        return 'array';
      }
      if (!first.startsWith('{')) {
        return 'lines';
      }
    }
    text += `${line}\n`;
    count++;
    const last = line.trimEnd();
    // A row that ends in a bracket may be whole: only then is a parse worth its time.
    if (/[}\]],?$/.test(last) && isJson(text.trimEnd().replace(/,$/, ''))) {
      return count > 1 ? 'pretty' : 'lines';
    }
    if (count >= linesRead) {
      break;
    }
  }
  return 'lines';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

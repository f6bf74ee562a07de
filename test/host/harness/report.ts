import type { Counts } from '../../../scripts/lib/counts.ts';

/** Starts each line that the suite prints: the extension host's console is full of other people's. */
const prefix = '[tuneset-test] ';
const resultMark = 'result ';

export function reportLine(text: string): void {
  for (const line of text.split('\n')) {
    console.log(prefix + line);
  }
}

export function reportResult(counts: Counts): void {
  console.log(prefix + resultMark + JSON.stringify(counts));
}

/** Reads one line of the console: a line of the suite's own, its result, or undefined for anything else. */
export function readReport(line: string): { text: string } | { counts: Counts } | undefined {
  const start = line.indexOf(prefix);
  if (start < 0) {
    return undefined;
  }
  const text = line.slice(start + prefix.length);
  return text.startsWith(resultMark) ? { counts: JSON.parse(text.slice(resultMark.length)) } : { text };
}

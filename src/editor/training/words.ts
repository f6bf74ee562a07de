import { graphemesOf, printable } from '../../workspace/printable.ts';

/** Figures and texts of runs as people read them. */

/**
 * Text from outside (of a row, a log, a model) as one line of a label or a message. VS Code makes pictures of `$(name)`
 * and links of `[text](target)`, and a link may run a command: an invisible joiner keeps both from being any.
 */
export function plain(text: string, most = 200): string {
  // What can't be shown any more need not be split up.
  const line = text
    .slice(0, most * 8)
    .replace(/\s+/g, ' ')
    .trim();
  const letters = graphemesOf(line);
  const cut = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
  return printable(cut).replaceAll('$(', `$${joiner}(`).replaceAll('](', `]${joiner}(`);
}

const joiner = '\u2060';

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Two units at most: "45 s", "12 min", "1 h 20 min". Seconds are left out where they don't matter. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const first = units.findIndex(([, size]) => whole >= size);
  if (first < 0) {
    return '0 s';
  }
  const [unit, size] = units[first]!;
  const next = units[first + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % size) / next[1]);
  const big = Math.floor(whole / size);
  const showRest = next !== undefined && rest > 0 && (unit !== 'min' || big < 10);
  return showRest ? `${big} ${unit} ${rest} ${next[0]}` : `${big} ${unit}`;
}

/** "4 min", "4 min to 9 min": an estimate in minutes doesn't count seconds. */
export function durationRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const about = (seconds: number): string => duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
  const [from, to] = [about(low), about(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** Powers of ten, as disks are sold: "350 MB", "1.2 GB". */
export function bytes(count: number): string {
  const names = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = count;
  let power = 0;
  while (value >= 999.5 && power < names.length - 1) {
    value /= 1000;
    power++;
  }
  return `${power === 0 || value >= 9.95 ? Math.round(value) : Number(value.toFixed(1))} ${names[power]}`;
}

/** A metric: some four digits that count. */
export function figure(value: number | null | undefined): string {
  if (value === undefined) {
    return '';
  }
  if (value === null || !Number.isFinite(value)) {
    return 'not a number';
  }
  const small = Math.abs(value) < 0.001 && value !== 0;
  return small ? value.toExponential(1).replace('.0e', 'e') : String(Number(value.toPrecision(4)));
}

/** "$3.40": what it costs is rounded up, to the cent. */
export function dollars(amount: number): string {
  return `$${(Math.ceil(amount * 100 - 1e-9) / 100).toFixed(2)}`;
}

/** Text in lines of at most so many letters, broken between words where that can be. */
export function wrapped(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > length) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

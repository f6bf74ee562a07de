import { duration, metric } from '../../runs/amounts.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable, terminalWidth } from '../../workspace/printable.ts';
import type { Io } from '../io.ts';
import type { Paint } from '../report/paint.ts';
import { cut } from './cut.ts';

export interface LineStyle {
  readonly paint: Paint;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
}

/** Whether a terminal is likely to show blocks: all of Windows' do since its Terminal, others say so by their locale. */
export function showsUnicode(env: Io['env'], platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'win32') {
    return true;
  }
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return env.TERM !== 'linux' && /utf-?8/i.test(locale);
}

interface Piece {
  readonly text: string;
  /** The lowest goes first where there is no room for all. */
  readonly weight: number;
  readonly style?: Parameters<Paint>[0];
}

/** How a run stands, in one line that is narrower than `columns`: state, bar, steps, loss, sparkline, time left. */
export function statusLine(run: RunSummary, columns: number, { paint, unicode }: LineStyle): string {
  const room = Math.max(1, columns - 1);
  let pieces = piecesOf(run, unicode, columns);
  while (pieces.length > 1 && widthOf(pieces) > room) {
    const least = Math.min(...pieces.map(({ weight }) => weight));
    pieces = pieces.filter(({ weight }) => weight !== least);
  }
  return pieces
    .map(({ text, style }) => ({ text: cut(text, room, ''), style }))
    .map(({ text, style }) => (style === undefined ? text : paint(style, text)))
    .join('  ');
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + terminalWidth(text), 2 * (pieces.length - 1));
}

function piecesOf(run: RunSummary, unicode: boolean, columns: number): Piece[] {
  const { step, steps, epoch, latest, losses, secondsLeft, message } = run;
  const state: Piece = { text: printable(run.state), weight: 9, style: 'bold' };
  const loss = latest.loss;
  if (step === 0 && steps === undefined) {
    return message === undefined ? [state] : [state, { text: printable(message), weight: 1, style: 'dim' }];
  }
  const share = steps === undefined ? undefined : Math.min(1, step / Math.max(1, steps));
  return [
    state,
    ...(share === undefined ? [] : [{ text: bar(share, columns < 80 ? 10 : 20, unicode), weight: 4 }]),
    { text: steps === undefined ? `step ${step}` : `${step}/${steps}`, weight: 8 },
    ...(share === undefined ? [] : [{ text: `${Math.floor(share * 100)} %`, weight: 3 }]),
    ...(epoch === undefined ? [] : [{ text: `epoch ${epoch.toFixed(1)}`, weight: 1 }]),
    ...(loss === undefined ? [] : [{ text: `loss ${metric(loss)}`, weight: 7 }]),
    ...(unicode && losses.length > 1 ? [{ text: sparkline(losses), weight: 2, style: 'cyan' as const }] : []),
    ...(secondsLeft === undefined ? [] : [{ text: `${duration(secondsLeft)} left`, weight: 6 }]),
  ];
}

function bar(share: number, width: number, unicode: boolean): string {
  const done = Math.round(share * width);
  return unicode
    ? '█'.repeat(done) + '░'.repeat(width - done)
    : `[${'#'.repeat(done)}${'.'.repeat(width - done)}]`;
}

const heights = '▁▂▃▄▅▆▇█';

const widestSparkline = 16;

/** Values as little columns from their least to their greatest, some of them where there are too many. */
export function sparkline(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  const count = Math.min(finite.length, widestSparkline);
  const shown = Array.from(
    { length: count },
    (_, index) => finite[Math.round((index * (finite.length - 1)) / Math.max(1, count - 1))]!,
  );
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const at = (value: number): number =>
    high === low ? 0 : Math.round(((value - low) / (high - low)) * (heights.length - 1));
  return shown.map((value) => heights[at(value)]).join('');
}

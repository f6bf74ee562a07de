import type { Estimate } from '../../providers/provider.ts';
import type { Advice } from '../../runs/advice.ts';
import { duration, size } from '../../runs/amounts.ts';
import { quote } from '../../runs/command-line.ts';
import { blocking, type PreflightItem, type PreflightReport } from '../../runs/preflight-report.ts';
import { printable } from '../../workspace/printable.ts';
import { shownPath } from '../paths.ts';
import type { Paint } from '../report/paint.ts';
import { list } from '../report/words.ts';

/** More rows than these would push away what matters; a check of the dataset shows all. */
const shownRows = 20;

export const statusColors = { ok: 'green', note: 'blue', warning: 'yellow', error: 'red' } as const;

/** What preflight found, for people: every check by the name that overrides it, its rows, advice and estimate. */
export function* preflightText(
  report: PreflightReport,
  overridden: readonly string[],
  cwd: string,
  paint: Paint,
): Iterable<string> {
  const widest = Math.max(0, ...report.items.map(({ name }) => name.length));
  yield `${paint('bold', 'Preflight')}\n`;
  for (const item of report.items) {
    yield* itemText(item, overridden.includes(item.name), widest, cwd, paint);
  }
  yield* adviceText(report.advice, paint);
  if (report.estimate !== undefined) {
    yield* estimateText(report.estimate, paint);
  }
}

function* itemText(
  item: PreflightItem,
  overridden: boolean,
  widest: number,
  cwd: string,
  paint: Paint,
): Iterable<string> {
  const status = paint(statusColors[item.status], item.status.padEnd('warning'.length));
  const name = paint('bold', printable(item.name).padEnd(widest));
  const still =
    overridden && item.status === 'error' && item.overridable !== false
      ? ` ${paint('dim', '(overridden)')}`
      : '';
  yield `  ${status}  ${name}  ${printable(item.message)}${still}\n`;
  const indent = ' '.repeat('warning'.length + 6 + widest);
  if (item.advice !== undefined) {
    yield `${indent}${printable(item.advice)}\n`;
  }
  const rows = item.rows.slice(0, shownRows);
  for (const { path, line, column, message, code } of rows) {
    const place = `${shownPath(path, cwd)}:${line}:${column}`;
    yield `    ${place} ${printable(message)}${code === undefined ? '' : `  ${paint('dim', printable(code))}`}\n`;
  }
  if (item.rowCount > rows.length) {
    yield `    and ${(item.rowCount - rows.length).toLocaleString('en')} more\n`;
  }
}

function* adviceText(advice: readonly Advice[], paint: Paint): Iterable<string> {
  if (advice.length === 0) {
    return;
  }
  yield `${paint('bold', 'Advice')} (nothing is changed unless you say so)\n`;
  for (const { parameter, current, suggested, reason, source } of advice) {
    yield `  ${printable(parameter)}: ${valueText(current)} -> ${valueText(suggested)}\n`;
    yield `    ${printable(reason)}\n`;
    yield `    ${paint('dim', printable(source))}\n`;
    yield `    --set ${quote(`${printable(parameter)}=${valueText(suggested)}`)}\n`;
  }
}

/** As it is typed after `--set key=`. */
function valueText(value: unknown): string {
  return printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
}

function* estimateText(
  { seconds, price, diskBytes, memoryBytes, notes }: Estimate,
  paint: Paint,
): Iterable<string> {
  const parts = [
    ...(seconds === undefined ? [] : [between(duration(seconds.low), duration(seconds.high))]),
    ...(diskBytes === undefined ? [] : [`${size(diskBytes)} of disk`]),
    ...(memoryBytes === undefined ? [] : [`${size(memoryBytes)} of memory`]),
    ...(price === undefined ? [] : [`$${price.amount.toFixed(2)} (${printable(price.basis)})`]),
  ];
  if (parts.length > 0 || notes.length > 0) {
    yield `${paint('bold', 'Estimate')}${parts.length === 0 ? '' : ` ${parts.join(', ')}`}\n`;
  }
  for (const note of notes) {
    yield `  ${printable(note)}\n`;
  }
}

function between(low: string, high: string): string {
  return low === high ? low : `${low} to ${high}`;
}

/** What stands in the way, and how to start all the same; undefined where nothing does. */
export function blockedText(report: PreflightReport, overridden: readonly string[]): string | undefined {
  const items = blocking(report, overridden);
  if (items.length === 0) {
    return undefined;
  }
  const names = items.map(({ name }) => printable(name));
  const firm = items.filter(({ overridable }) => overridable === false).map(({ name }) => printable(name));
  const last =
    firm.length > 0
      ? `Nothing overrides ${list(firm)}.`
      : `To start all the same: --override ${[...overridden, ...names].join(',')}`;
  return `Not started: preflight found errors in ${list(names)}.${remedy(report, names)} ${last}`;
}

function remedy({ environment }: PreflightReport, names: readonly string[]): string {
  return names.includes('environment') && !environment.ready && environment.preparable
    ? ' --install makes the environment.'
    : '';
}

import type { Training } from '../../language/index.ts';
import { duration, metric, size } from '../../runs/amounts.ts';
import { commandOf } from '../../runs/command-line.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable } from '../../workspace/printable.ts';
import { shownPath } from '../paths.ts';
import type { Paint } from '../report/paint.ts';
import { counted } from '../report/words.ts';
import { moment } from './moment.ts';
import { folderOf, locationText, paintedState, problemText } from './outcome.ts';
import { sparkline } from './status-line.ts';

/** More of one kind are counted: the ledger has them all. */
const shownEntries = 20;

type Entry = readonly [title: string, text: string];

/** All that there is to know of a run, for people. `configured` is what tuneset.json says of runs now. */
export function detailsText(run: RunSummary, configured: Training, cwd: string, paint: Paint): string {
  const { record } = run;
  if (run.broken) {
    return `${paint('bold', printable(run.id))}\n${listed(aligned(brokenEntries(run, cwd, paint)))}`;
  }
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['', aligned([...stateEntries(run, cwd, paint), ...dataEntries(run)])],
    ['Metrics', aligned(Object.entries(run.latest).map(([name, value]) => [name, metric(value)]))],
    ['Problems', run.problems.map((problem) => problemText(problem, paint))],
    ['Checkpoints', run.checkpoints.map(({ step, path }) => `step ${step}: ${printable(path)}`)],
    ['Made', run.artifacts.map((made) => `${printable(made.kind)}: ${locationText(run, made, cwd)}`)],
    [
      'Left out',
      record.dataset.leftOut.map(
        ({ path, line, reason }) => `${printable(path)}:${line}: ${printable(reason)}`,
      ),
    ],
    ['Settings', aligned(settingsOf(record.spec))],
    ['Runs on', aligned(Object.entries(run.facts).map(([name, value]) => [name, printable(String(value))]))],
    ['Again', [commandOf(record, configured)]],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => (title === '' ? '' : `${paint('bold', title)}\n`) + listed(lines));
  return `${paint('bold', printable(run.name))}\n${text.join('')}`;
}

function listed(lines: readonly string[]): string {
  const more = lines.length - shownEntries;
  const shown = more > 0 && lines.length > shownEntries * 2 ? lines.slice(0, shownEntries) : lines;
  const rest = shown.length < lines.length ? [`and ${more.toLocaleString('en')} more`] : [];
  return [...shown, ...rest].map((line) => `  ${line}\n`).join('');
}

function stateEntries(run: RunSummary, cwd: string, paint: Paint): Entry[] {
  const { state, message, step, steps, epoch, secondsLeft, losses, record, started, ended } = run;
  const said = message === undefined ? '' : `: ${printable(message)}`;
  const reached = `${step}${steps === undefined ? '' : ` of ${steps}`}${epoch === undefined ? '' : `, epoch ${metric(epoch)}`}`;
  return [
    ['id', printable(run.id)],
    ['state', `${paintedState(state, paint)}${said}`],
    ['step', `${reached}${secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`}`],
    ...(losses.length > 1 ? [['loss', sparkline(losses)] as const] : []),
    ['provider', record.provider],
    ['attempt', String(run.attempt)],
    ['created', moment(record.created)],
    ...(started === undefined ? [] : [['started', moment(started)] as const]),
    ...(ended === undefined ? [] : [['ended', moment(ended)] as const]),
    ['folder', shownPath(folderOf(run), cwd)],
  ];
}

/** Of a run whose record can't be read. */
function brokenEntries(run: RunSummary, cwd: string, paint: Paint): Entry[] {
  return stateEntries(run, cwd, paint).filter(([title]) => title === 'state' || title === 'folder');
}

function dataEntries({ record: { dataset, git, overridden, estimate } }: RunSummary): Entry[] {
  return [
    ...dataset.files.map(
      ({ split, path, rows, used }) =>
        [split, `${printable(path)}: ${used} of ${counted(rows, 'row')}`] as const,
    ),
    [
      'tokens',
      `about ${dataset.tokens.trained.toLocaleString('en')} trained of ${dataset.tokens.total.toLocaleString('en')}, each epoch`,
    ],
    ['fingerprint', printable(dataset.fingerprint)],
    ...(git === null
      ? []
      : [['git', `${printable(git.commit)}${git.dirty ? ', with changes' : ''}`] as const]),
    ...(overridden.length === 0 ? [] : [['overridden', printable(overridden.join(', '))] as const]),
    ...(estimate?.diskBytes === undefined ? [] : [['disk', `about ${size(estimate.diskBytes)}`] as const]),
  ];
}

/** Every setting by its path in tuneset.json. */
function settingsOf(spec: object, above = ''): Entry[] {
  return Object.entries(spec).flatMap(([key, value]): Entry[] => {
    const path = `${above}${key}`;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? settingsOf(value, `${path}.`)
      : [[path, printable(typeof value === 'string' ? value : JSON.stringify(value))]];
  });
}

function aligned(entries: readonly Entry[]): string[] {
  const widest = Math.max(0, ...entries.map(([title]) => title.length));
  return entries.map(([title, text]) => `${printable(title).padEnd(widest)}  ${text}`);
}

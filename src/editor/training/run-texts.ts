import { isFinal } from '../../providers/observation.ts';
import { duration, metric } from '../../runs/amounts.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { sparkline } from './sparkline.ts';
import { plain } from './words.ts';

/** A run in the words of the Runs view: pure, so that what is shown can be tested without an editor. */

const sparklineWidth = 8;

/** What people call a run: its name, or what it trains and when it was made where nobody gave it one. */
export function titleOf(run: RunSummary): string {
  return isNamed(run) ? labelOf(run) : `${labelOf(run)}, ${createdOf(run)}`;
}

/** The same where there is little room, and the time stands elsewhere. */
export function labelOf(run: RunSummary): string {
  if (isNamed(run)) {
    return plain(run.name, 60);
  }
  const { method, baseModel } = run.record.spec;
  const model =
    baseModel
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return `${method.toUpperCase()} ${plain(model, 40)}`;
}

/** When a run was made, in the reader's time. */
export function createdOf({ id, record }: RunSummary): string {
  const created = new Date(record.created);
  return Number.isNaN(created.getTime()) ? id : moment(created);
}

function isNamed({ id, name, broken }: RunSummary): boolean {
  return name !== id || broken === true;
}

let moments: Intl.DateTimeFormat | undefined;

function moment(at: Date): string {
  // Made when there is a run to show: it takes some ten milliseconds.
  moments ??= new Intl.DateTimeFormat('en', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return moments.format(at);
}

/** States that a run's icon says as well as a word: the room is needed for what it does not say. */
const saidByIcon: ReadonlySet<string> = new Set(['running', 'succeeded']);

/** `12/60 · 2.31 ▇▆▅▃▂ · 3 min left`, `failed · 12/60 · 2.31 ▇▆▅▃▂ · 10 s · Nov 24, 10:15` */
export function describeRun(run: RunSummary): string {
  const state = saidByIcon.has(run.state) ? '' : plain(run.state, 40);
  const progress = run.state === 'succeeded' ? '' : steps(run);
  const made = isFinal(run.state) && run.broken !== true ? createdOf(run) : '';
  return [state, progress, loss(run), time(run), made].filter((part) => part !== '').join(' · ');
}

/** The same, without pictures, for those who hear it. */
export function speakRun(run: RunSummary): string {
  const last = lossOf(run);
  const said = last === undefined ? '' : `loss ${metric(last)}`;
  const parts = [titleOf(run), plain(run.state, 40), steps(run, ' of '), said, time(run)];
  return parts.filter((part) => part !== '').join(', ');
}

function steps({ step, steps: all }: RunSummary, between = '/'): string {
  if (step === 0) {
    return '';
  }
  return all === undefined ? `step ${step}` : `${step}${between}${all}`;
}

function loss(run: RunSummary): string {
  const line = sparkline(run.losses, sparklineWidth);
  const last = lossOf(run);
  return [last === undefined ? '' : metric(last), line].filter((part) => part !== '').join(' ');
}

/** The last loss. What a trainer calls the mean over all of a run stands for less. */
export function lossOf(run: RunSummary): number | undefined {
  return run.latest.loss ?? run.losses.at(-1) ?? run.latest.train_loss ?? undefined;
}

function time(run: RunSummary): string {
  if (!isFinal(run.state)) {
    return run.secondsLeft === undefined ? '' : `${duration(run.secondsLeft)} left`;
  }
  if (run.started === undefined || run.ended === undefined) {
    return '';
  }
  return duration((Date.parse(run.ended) - Date.parse(run.started)) / 1000);
}

/** The name of a ThemeIcon and of the colour it bears. */
export function iconOf(run: RunSummary): { readonly icon: string; readonly color?: string } {
  switch (run.state) {
    case 'succeeded':
      return { icon: 'pass-filled', color: 'testing.iconPassed' };
    case 'failed':
      return { icon: 'error', color: 'testing.iconFailed' };
    case 'cancelled':
      return { icon: 'circle-slash', color: 'testing.iconSkipped' };
    case 'interrupted':
      return { icon: 'debug-pause', color: 'testing.iconQueued' };
    case 'queued':
      return { icon: 'clock', color: 'testing.iconQueued' };
    case 'unknown':
      return { icon: 'question', color: 'testing.iconUnset' };
    default:
      return { icon: 'sync~spin', color: 'progressBar.background' };
  }
}

/** What `when` clauses of the view's menus look for in `viewItem`. */
export function contextOf(run: RunSummary): string {
  if (run.broken === true) {
    return 'run final broken';
  }
  const words = ['run', isFinal(run.state) ? 'final' : 'active'];
  if (!isFinal(run.state) && run.state !== 'cancelling') {
    words.push('cancellable');
  }
  if (run.resumable) {
    words.push('resumable');
  }
  return words.join(' ');
}

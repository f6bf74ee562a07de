import path from 'node:path';
import { duration, metric } from '../../runs/amounts.ts';
import { layoutOf } from '../../runs/ledger/layout.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable } from '../../workspace/printable.ts';
import { shownPath } from '../paths.ts';
import type { Paint } from '../report/paint.ts';

const stateColors = {
  succeeded: 'green',
  failed: 'red',
  cancelled: 'yellow',
  interrupted: 'yellow',
  unknown: 'red',
} as const;

/** A state in its colour. */
export function paintedState(state: string, paint: Paint, width = 0): string {
  const text = printable(state).padEnd(width);
  return Object.hasOwn(stateColors, state)
    ? paint(stateColors[state as keyof typeof stateColors], text)
    : text;
}

/** What a run has come to, for people: state, problems, what it made, and what can be done now. */
export function outcomeText(run: RunSummary, cwd: string, paint: Paint): string {
  const lines = [headline(run, paint)];
  for (const problem of run.problems) {
    lines.push(`  ${problemText(problem, paint)}`);
  }
  for (const artifact of run.artifacts) {
    lines.push(`  ${printable(artifact.kind)}: ${locationText(run, artifact, cwd)}`);
  }
  if (run.resumable) {
    lines.push(`  \`tuneset runs resume ${printable(run.id)}\` goes on from the last checkpoint.`);
  }
  return `${lines.join('\n')}\n`;
}

function headline(run: RunSummary, paint: Paint): string {
  const { state, message, started, ended, step, steps, latest } = run;
  const took = started === undefined || ended === undefined ? NaN : Date.parse(ended) - Date.parse(started);
  const after = [
    ...(step > 0 ? [`${steps === undefined ? step : `${step} of ${steps}`} steps`] : []),
    ...(Number.isFinite(took) ? [`in ${duration(took / 1000)}`] : []),
    ...(latest.loss === undefined ? [] : [`loss ${metric(latest.loss)}`]),
    ...(latest.eval_loss === undefined ? [] : [`validation loss ${metric(latest.eval_loss)}`]),
  ].join(', ');
  const said = message === undefined ? '' : ` ${printable(message)}`;
  return `${paint('bold', printable(run.name))} ${paintedState(state, paint)}${after === '' ? '' : `: ${after}`}.${said}`;
}

export function problemText(
  { severity, message, advice, row }: RunSummary['problems'][number],
  paint: Paint,
): string {
  const place = row === undefined ? '' : `${printable(row.path)}:${row.line}: `;
  const what = `${paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${place}${printable(message)}`;
  return advice === undefined ? what : `${what} ${printable(advice)}`;
}

/** Where something is: a path on this machine as seen from here, an address or a model's id as it is. */
export function locationText(
  run: RunSummary,
  { kind, location }: RunSummary['artifacts'][number],
  cwd: string,
): string {
  if (kind === 'remote-model' || /^[a-z][a-z0-9+.-]+:/i.test(location)) {
    return printable(location);
  }
  return shownPath(path.resolve(folderOf(run), location), cwd);
}

/** The run's own folder. */
export function folderOf(run: RunSummary): string {
  return path.join(layoutOf(run.root).runs, run.id);
}

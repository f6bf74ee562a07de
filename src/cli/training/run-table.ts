import { metric } from '../../runs/amounts.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable, terminalWidth } from '../../workspace/printable.ts';
import type { Paint } from '../report/paint.ts';
import { cut } from './cut.ts';
import { moment } from './moment.ts';
import { paintedState } from './outcome.ts';

const head = ['id', 'name', 'state', 'provider', 'step', 'loss', 'started'];

const longestName = 32;

/** Runs as a table, a line each. */
export function tableText(runs: readonly RunSummary[], paint: Paint): string {
  if (runs.length === 0) {
    return 'There are no runs. `tuneset train` starts one.\n';
  }
  const rows = runs.map(cellsOf);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => terminalWidth(cells[column]!))),
  );
  const line = (cells: readonly string[], style: (text: string, column: number) => string): string =>
    cells
      .map((cell, column) => {
        const last = column === cells.length - 1;
        return style(cell, column) + (last ? '' : ' '.repeat(widths[column]! - terminalWidth(cell)));
      })
      .join('  ');
  return [
    line(head, (text) => paint('dim', text)),
    ...rows.map((cells) => line(cells, (text, column) => (column === 2 ? paintedState(text, paint) : text))),
    '',
  ].join('\n');
}

function cellsOf(run: RunSummary): string[] {
  const { id, name, state, record, step, steps, latest, started } = run;
  return [
    printable(id),
    name === id ? '-' : cut(printable(name), longestName),
    printable(state),
    run.broken ? '-' : record.provider,
    steps === undefined ? (step === 0 ? '-' : String(step)) : `${step}/${steps}`,
    latest.loss === undefined ? '-' : metric(latest.loss),
    run.broken ? '-' : moment(started ?? record.created),
  ];
}

/** A run as `tuneset runs --json` lists it. Its form is fixed; `version` beside the list is raised if it has to break. */
export function listEntry(run: RunSummary): object {
  const { id, name, state, message, record, attempt, step, steps, latest, started, ended, resumable } = run;
  return {
    id,
    name,
    state,
    message: message ?? null,
    provider: record.provider,
    method: record.spec.method,
    baseModel: record.spec.baseModel,
    created: record.created,
    started: started ?? null,
    ended: ended ?? null,
    attempt,
    step,
    steps: steps ?? null,
    loss: latest.loss ?? null,
    resumable,
  };
}

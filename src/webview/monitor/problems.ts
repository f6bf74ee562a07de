import { h, Part } from '../dom.ts';
import { icon } from '../icons.ts';
import type { ProblemView, RunView } from '../protocol.ts';
import { button } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { strings } from './strings.ts';

/** What went wrong in a run, each with a way to the row that it is about. */
export class Problems {
  readonly element = h('div', { class: 'list-view' });
  readonly #part: Part<{ id: string; problems: readonly ProblemView[] }>;

  constructor(actions: Actions) {
    this.#part = new Part(this.element, ({ id, problems }) =>
      problems.length === 0
        ? [h('p', { class: 'empty' }, strings.noProblems)]
        : [h('ul', { class: 'problems' }, ...problems.map((problem) => problemItem(id, problem, actions)))],
    );
  }

  update(run: RunView): void {
    this.#part.update({ id: run.id, problems: run.problems });
  }
}

function problemItem(id: string, problem: ProblemView, actions: Actions): HTMLElement {
  return h(
    'li',
    { class: `problem ${problem.severity}` },
    h(
      'span',
      { class: 'problem-icon', role: 'img', 'aria-label': strings.severity[problem.severity] },
      icon(problem.severity),
    ),
    h(
      'div',
      { class: 'problem-text' },
      h('div', { class: 'problem-message' }, problem.message),
      problem.advice === undefined ? undefined : h('div', { class: 'advice' }, problem.advice),
      problem.row && h('div', { class: 'place' }, strings.row(problem.row.path, `${problem.row.line}`)),
    ),
    problem.row && rowButton(id, problem.row, actions),
  );
}

export function rowButton(id: string, row: NonNullable<ProblemView['row']>, { send }: Actions): HTMLElement {
  const element = button({
    label: strings.goToRow,
    icon: icon('goTo'),
    look: 'secondary',
    class: 'go-to-row',
    onClick: () => send({ type: 'openRow', id, path: row.path, line: row.line }),
  });
  element.title = strings.row(row.path, `${row.line}`);
  return element;
}

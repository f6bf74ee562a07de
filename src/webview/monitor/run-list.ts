import { h, Part, setText } from '../dom.ts';
import type { RunView } from '../protocol.ts';
import { button, type Checkbox, checkbox } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { formatDate, formatValue } from './format.ts';
import type { Model } from './model.ts';
import type { ViewState } from './state.ts';
import { stateIcon } from './state-icons.ts';
import { stateLabel, strings } from './strings.ts';
import { swatch } from './tooltip.ts';

/** More are listed when asked for: nobody compares with the hundredth last. */
const usualLength = 30;

interface Row {
  readonly element: HTMLElement;
  readonly box: Checkbox;
  readonly name: HTMLElement;
  readonly state: Part<string>;
  readonly about: HTMLElement;
  readonly loss: HTMLElement;
  readonly colour: Part<number | undefined>;
}

/** The runs that can be compared: which are in the plots, in which colour, and their loss. */
export class RunList {
  readonly element = h('div', { class: 'run-list' });
  readonly #actions: Actions;
  readonly #rows = new Map<string, Row>();
  readonly #list = h('ul', { 'aria-label': strings.runs });
  readonly #more: Part<number>;
  readonly #hint: Part<boolean>;
  #all = false;
  #update: (() => void) | undefined;
  #selected: readonly string[] = [];

  constructor(actions: Actions) {
    this.#actions = actions;
    this.#more = new Part(h('div', {}), (count) =>
      count === 0
        ? []
        : [
            button({
              label: strings.showAll(count),
              look: 'secondary',
              onClick: () => {
                this.#all = true;
                this.#update?.();
              },
            }),
          ],
    );
    this.#hint = new Part(h('div', {}), (alone) =>
      alone ? [h('p', { class: 'hint' }, strings.noOtherRuns)] : [],
    );
    this.element.append(this.#list, this.#hint.element, this.#more.element);
  }

  update(model: Model, state: ViewState): void {
    this.#update = () => this.update(model, state);
    this.#selected = state.selected;
    const shown = this.#shown(model, state);
    const ids = new Set(shown.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    for (const [index, run] of shown.entries()) {
      const row = this.#rows.get(run.id) ?? this.#add(run);
      if (this.#list.children[index] !== row.element) {
        this.#list.insertBefore(row.element, this.#list.children[index] ?? null);
      }
      this.#show(row, run, model, state);
    }
    this.#more.update(shown.length < model.runs.length ? model.runs.length : 0);
    this.#hint.update(model.runs.length === 1);
  }

  /** The run that the view is about first, then as they come: newest first. */
  #shown(model: Model, { selected }: ViewState): readonly RunView[] {
    const sorted = [...model.runs].sort(
      (a, b) => Number(b.id === model.focus) - Number(a.id === model.focus),
    );
    return this.#all
      ? sorted
      : sorted.filter(({ id }, index) => index < usualLength || selected.includes(id));
  }

  #add(run: RunView): Row {
    const name = h('span', { class: 'run-name' });
    const box = checkbox({
      label: name,
      checked: false,
      onChange: (checked) => {
        const others = this.#selected.filter((id) => id !== run.id);
        this.#actions.change({ selected: checked ? [...others, run.id] : others });
      },
    });
    const state = new Part<string>(h('span', { class: 'run-state' }), (now) => [stateIcon(now)]);
    const colour = new Part<number | undefined>(h('span', { class: 'run-colour' }), (now) =>
      now === undefined ? [] : [swatch(now)],
    );
    const about = h('div', { class: 'run-about' });
    const loss = h('span', { class: 'run-loss' });
    const element = h(
      'li',
      { 'data-run': run.id },
      h('div', { class: 'run-line' }, box.element, colour.element, loss),
      h('div', { class: 'run-line second' }, state.element, about),
    );
    const row = { element, box, name, state, about, loss, colour };
    this.#rows.set(run.id, row);
    return row;
  }

  #show(row: Row, run: RunView, model: Model, state: ViewState): void {
    const isSelected = state.selected.includes(run.id);
    row.box.set(isSelected);
    setText(row.name, run.name);
    row.name.title = run.name;
    row.state.update(run.state);
    row.colour.update(isSelected ? state.colours[run.id] : undefined);
    setText(
      row.about,
      [
        stateLabel(run.state),
        ...(run.id === model.focus ? [strings.thisRun] : []),
        formatDate(run.created),
      ].join(' · '),
    );
    row.about.title = row.about.textContent;
    const loss = run.latest.loss;
    setText(row.loss, loss === undefined ? '' : loss === null ? strings.notFinite : formatValue(loss));
  }
}

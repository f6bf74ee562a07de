import { h, setText } from '../dom.ts';
import type { Palette } from '../theme.ts';
import { type Tabs, tabs } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { ChartsView } from './charts-view.ts';
import { Details } from './details.ts';
import { Header } from './header.ts';
import { LogView } from './log-view.ts';
import type { Model } from './model.ts';
import { Outputs } from './outputs.ts';
import { Problems } from './problems.ts';
import { type TabName, tabNames, type ViewState } from './state.ts';
import { stateLabel, strings, tabLabels } from './strings.ts';

/** Everything that is seen: a header, and a tab for each view of the run. */
export class Page {
  readonly element: HTMLElement;
  readonly #header: Header;
  readonly #tabs: Tabs<TabName>;
  readonly #charts: ChartsView;
  readonly #log: LogView;
  readonly #problems: Problems;
  readonly #outputs = new Outputs();
  readonly #details = new Details();
  readonly #main: HTMLElement;
  readonly #nothing = h('p', { class: 'nothing' });
  readonly #voice = h('div', { class: 'voice', role: 'status', 'aria-live': 'polite' });
  #state: string | undefined;

  constructor(wiring: Omit<Actions, 'announce'>, state: ViewState) {
    const actions: Actions = { ...wiring, announce: (text) => setText(this.#voice, text) };
    this.#header = new Header(actions);
    this.#charts = new ChartsView(actions, state);
    this.#log = new LogView(actions, state);
    this.#problems = new Problems(actions);
    const views: Record<TabName, HTMLElement> = {
      charts: this.#charts.element,
      log: this.#log.element,
      problems: this.#problems.element,
      outputs: this.#outputs.element,
      details: this.#details.element,
    };
    this.#tabs = tabs({
      label: strings.views,
      tabs: tabNames.map((name) => ({ name, label: tabLabels[name], view: views[name] })),
      selected: state.tab,
      onSelect: (tab) => wiring.change({ tab }),
    });
    this.#main = h('main', { class: 'monitor' }, this.#header.element, this.#tabs.element);
    this.element = h('div', { class: 'page' }, this.#main, this.#nothing, this.#voice);
  }

  update(model: Model, state: ViewState, palette: Palette, now: number): void {
    const run = model.focused;
    this.#main.hidden = !run;
    this.#nothing.hidden = run !== undefined;
    setText(this.#nothing, model.error ?? (model.known ? strings.noRun : strings.loading));
    if (!run) {
      return;
    }
    this.#header.update(model, run, now);
    this.#tabs.select(state.tab);
    this.#tabs.setCount('problems', run.problems.length);
    this.#tabs.setCount('outputs', run.checkpoints.length);
    // What isn't seen isn't drawn; it is when it comes to be seen.
    if (state.tab === 'charts') {
      this.#charts.update(model, state, palette);
    } else if (state.tab === 'log') {
      this.#log.update(model.log(run.id), state, run.name);
    }
    this.#problems.update(run);
    this.#outputs.update(run);
    this.#details.update(run);
    if (this.#state !== undefined && this.#state !== run.state) {
      setText(this.#voice, strings.stateChanged(run.name, stateLabel(run.state)));
    }
    this.#state = run.state;
  }
}

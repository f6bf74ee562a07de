import { h, Part } from '../dom.ts';
import { type Checkbox, checkbox } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { usualPlots } from './metrics.ts';
import type { ViewState } from './state.ts';
import { plotTitle, strings } from './strings.ts';

/** Which metrics have a plot. */
export class MetricList {
  readonly element = h('div', { class: 'metric-list' });
  readonly #list: Part<readonly string[]>;
  readonly #hint = h('p', { class: 'hint' }, strings.noMetrics);
  #boxes = new Map<string, Checkbox>();
  #chosen: readonly string[] = [];

  constructor(actions: Actions) {
    // Only other names make other boxes: the one that is being ticked keeps the focus.
    this.#list = new Part(h('div', { role: 'group', 'aria-label': strings.metrics }), (names) => {
      this.#boxes = new Map(names.map((name) => [name, this.#box(name, actions)]));
      return [...this.#boxes.values()].map(({ element }) => element);
    });
    this.element.append(this.#list.element, this.#hint);
  }

  update(names: readonly string[], { plots }: ViewState): void {
    this.#chosen = plots;
    this.#hint.hidden = names.length > 0;
    this.#list.update([...new Set([...usualPlots, ...names])]);
    for (const [name, box] of this.#boxes) {
      box.set(plots.includes(name));
    }
  }

  #box(name: string, actions: Actions): Checkbox {
    return checkbox({
      label: h('span', { title: name }, plotTitle(name)),
      checked: this.#chosen.includes(name),
      onChange: (checked) => {
        const others = this.#chosen.filter((other) => other !== name);
        actions.change({ plots: checked ? [...others, name] : others });
      },
    });
  }
}

import { h, Part } from '../dom.ts';
import type { RunView } from '../protocol.ts';
import { formatValue } from './format.ts';
import { strings } from './strings.ts';

type Group = RunView['details'][number];

/** Settings and facts of a run: the specification, the data set's fingerprint, versions, the latest metrics. */
export class Details {
  readonly element: HTMLElement;
  readonly #groups = new Part<readonly Group[]>(h('div', { class: 'groups' }), (groups) =>
    groups.length === 0 ? [h('p', { class: 'empty' }, strings.noDetails)] : groups.map(groupOf),
  );
  /** Apart, for they change all the time. */
  readonly #metrics = new Part<RunView['latest']>(h('div', { class: 'groups' }), (latest) => {
    const entries = Object.entries(latest);
    return entries.length === 0
      ? []
      : [groupOf({ title: strings.latestMetrics, entries: entries.map(metricEntry) })];
  });

  constructor() {
    this.element = h('div', { class: 'list-view details' }, this.#groups.element, this.#metrics.element);
  }

  update({ details, latest }: RunView): void {
    this.#groups.update(details);
    this.#metrics.update(latest);
  }
}

function metricEntry([name, value]: [string, number | null]): [string, string] {
  return [name, value === null ? strings.notFinite : formatValue(value)];
}

function groupOf({ title, entries }: Group): HTMLElement {
  return h(
    'section',
    { class: 'group' },
    h('h2', {}, title),
    h('dl', {}, ...entries.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
  );
}

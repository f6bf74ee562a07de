import { h, Part, setText } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Palette } from '../theme.ts';
import { button, checkbox, dropdown, slider } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { Chart } from './chart.ts';
import { type DrawnPlot, extentOf, Frames, type Wanted } from './frame.ts';
import { MetricList } from './metric-list.ts';
import { type Plot, plotOf, plotsOf } from './metrics.ts';
import type { Model } from './model.ts';
import { RunList } from './run-list.ts';
import { initialState, mostSmoothing, type ViewState } from './state.ts';
import { axisLabels, plotTitle, strings } from './strings.ts';

/** The plots, what is set of all of them, and the lists of what can be in them. */
export class ChartsView {
  readonly element: HTMLElement;
  readonly #actions: Actions;
  readonly #frames = new Frames();
  readonly #grid = h('div', { class: 'charts' });
  readonly #charts = new Map<string, Chart>();
  readonly #runs: RunList;
  readonly #metrics: MetricList;
  readonly #smoothing = h('output', { class: 'smoothing-value' });
  readonly #runCount = h('span', { class: 'count' });
  readonly #metricCount = h('span', { class: 'count' });
  readonly #reset: Part<boolean>;
  #hovering = false;

  constructor(actions: Actions, state: ViewState) {
    this.#actions = actions;
    this.#runs = new RunList(actions);
    this.#metrics = new MetricList(actions);
    this.#reset = new Part(h('span', { class: 'reset' }), (zoomed) =>
      zoomed
        ? [
            button({
              label: strings.resetZoom,
              icon: icon('zoomOut'),
              look: 'secondary',
              class: 'reset-zoom',
              onClick: () => actions.change({ zoom: undefined }),
            }),
          ]
        : [h('span', { class: 'hint' }, strings.zoomHint)],
    );
    // Beside the plots there is room for the lists; above them, in a narrow view, they would push the plots away.
    const isWide = matchMedia('(min-width: 760px)').matches;
    this.element = h(
      'div',
      { class: 'charts-view' },
      this.#toolbar(state),
      h(
        'div',
        { class: 'charts-body' },
        this.#grid,
        h(
          'aside',
          { class: 'side' },
          h('details', { open: isWide }, h('summary', {}, strings.runs, this.#runCount), this.#runs.element),
          h(
            'details',
            { open: isWide },
            h('summary', {}, strings.metrics, this.#metricCount),
            this.#metrics.element,
          ),
        ),
      ),
    );
    new ResizeObserver(() => {
      for (const chart of this.#charts.values()) {
        chart.resize();
      }
    }).observe(this.#grid);
  }

  update(model: Model, state: ViewState, palette: Palette): void {
    const wanted = wantedRuns(model, state);
    this.#frames.keepOnly(wanted.map(({ run }) => run.id));
    const known = plotsOf(wanted.flatMap(({ series }) => Object.keys(series.values)));
    const plots = chosenPlots(known, state.plots);
    const drawn = plots.map((plot) => this.#frames.draw(plot, wanted, state.axis, state.smoothing));
    const extent = extentOf(drawn);
    this.#arrange(plots);
    for (const each of drawn) {
      this.#charts.get(each.plot.name)!.update({
        drawn: each,
        axis: state.axis,
        extent,
        zoom: state.zoom,
        logarithmic: state.logarithmic,
        palette,
        empty: this.#emptyText(each, model, state, wanted),
      });
    }
    this.#runs.update(model, state);
    this.#metrics.update(
      known.map(({ name }) => name),
      state,
    );
    setText(this.#runCount, strings.chosen(state.selected.length, model.runs.length));
    setText(this.#metricCount, strings.chosen(plots.length, Math.max(known.length, plots.length)));
    setText(this.#smoothing, state.smoothing.toFixed(2));
    this.#reset.update(state.zoom !== undefined);
  }

  #toolbar(state: ViewState): HTMLElement {
    const { change } = this.#actions;
    const axis = dropdown({
      label: strings.axis,
      values: axisLabels,
      value: state.axis,
      // A zoom into steps says nothing on an axis of time.
      onChange: (kind) => change({ axis: kind, zoom: undefined }),
    });
    const smoothing = slider({
      label: strings.smoothing,
      max: mostSmoothing,
      step: 0.01,
      value: state.smoothing,
      onInput: (value) => change({ smoothing: value }),
    });
    smoothing.title = strings.smoothingHint;
    const logarithmic = checkbox({
      label: strings.logarithmic,
      checked: state.logarithmic,
      onChange: (checked) => change({ logarithmic: checked }),
    });
    return h(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': strings.views },
      axis.element,
      h(
        'label',
        { class: 'smoothing', title: strings.smoothingHint },
        strings.smoothing,
        smoothing,
        this.#smoothing,
      ),
      logarithmic.element,
      this.#reset.element,
    );
  }

  /** A chart for each plot, in their order; those that stay keep their elements. */
  #arrange(plots: readonly Plot[]): void {
    for (const [name, chart] of this.#charts) {
      if (!plots.some((plot) => plot.name === name)) {
        chart.destroy();
        this.#charts.delete(name);
      }
    }
    for (const [index, { name }] of plots.entries()) {
      let chart = this.#charts.get(name);
      if (!chart) {
        const made = new Chart({
          onZoom: (zoom) => this.#actions.change({ zoom }),
          onHover: (x) => this.#hover(made, x),
          announce: this.#actions.announce,
        });
        chart = made;
        this.#charts.set(name, made);
      }
      if (this.#grid.children[index] !== chart.element) {
        this.#grid.insertBefore(chart.element, this.#grid.children[index] ?? null);
      }
    }
  }

  /** The line at the pointer goes through all plots. */
  #hover(from: Chart, x: number | undefined): void {
    if (this.#hovering) {
      return;
    }
    this.#hovering = true;
    for (const chart of this.#charts.values()) {
      if (chart !== from) {
        chart.showHover(x);
      }
    }
    this.#hovering = false;
  }

  #emptyText({ plot }: DrawnPlot, model: Model, state: ViewState, wanted: readonly Wanted[]): string {
    if (state.selected.length === 0) {
      return strings.noneChosen;
    }
    if (state.axis === 'epoch' && wanted.some(({ series }) => series.steps.length > 0)) {
      const isKnown = wanted.some((each) => this.#frames.axis(each, 'epoch'));
      if (!isKnown) {
        return strings.noEpochs;
      }
    }
    const title = plotTitle(plot.name);
    const isOver = state.selected.every((id) => model.run(id)?.final ?? true);
    return isOver
      ? strings.nothingLogged(title)
      : plot.name === 'loss'
        ? strings.waitingForLoss
        : strings.waiting(title);
  }
}

/** The runs in the plots, the one in focus first. */
function wantedRuns(model: Model, { selected, colours }: ViewState): Wanted[] {
  const ids = [...selected].sort((a, b) => Number(b === model.focus) - Number(a === model.focus));
  return ids.flatMap((id): Wanted[] => {
    const run = model.run(id);
    const known = model.series(id);
    return run && known
      ? [{ run, colour: colours[id] ?? 0, series: known.series, version: known.version }]
      : [];
  });
}

/** The plots that were asked for: those that can be drawn, and the usual ones in any case. */
function chosenPlots(known: readonly Plot[], names: readonly string[]): Plot[] {
  const usual = initialState.plots.filter((name) => !known.some((plot) => plot.name === name)).map(plotOf);
  const order = ['loss', 'learning_rate'];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...usual, ...known]
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => rank(a.name) - rank(b.name));
}

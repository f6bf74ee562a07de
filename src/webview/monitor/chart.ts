import uPlot from 'uplot';
import { h, Part, setAttributes, setText } from '../dom.ts';
import { icon, lineSample } from '../icons.ts';
import type { Palette } from '../theme.ts';
import { runColour } from '../theme.ts';
import type { AxisKind } from './axis.ts';
import { moveOf } from './chart-keys.ts';
import { chartOptions, type PlotLook } from './chart-options.ts';
import { formatCount, formatValue } from './format.ts';
import { type DrawnPlot, windowOf } from './frame.ts';
import { type Column, dotted, isPositive, type Layer, layersOf, notFinite } from './layers.ts';
import { type PlacedMark, placeMarks } from './marks.ts';
import { neighbour, readAt } from './reading.ts';
import { plotTitle, strings } from './strings.ts';
import { readingTable, readingText } from './tooltip.ts';

export interface ChartInput {
  readonly drawn: DrawnPlot;
  readonly axis: AxisKind;
  /** Of all plots together; undefined where nothing is drawn. */
  readonly extent: readonly [number, number] | undefined;
  readonly zoom: readonly [number, number] | undefined;
  readonly logarithmic: boolean;
  readonly palette: Palette;
  /** Said in the middle of the plot where it has nothing to show. */
  readonly empty: string;
}

export interface ChartEvents {
  readonly onZoom: (zoom: readonly [number, number] | undefined) => void;
  /** A place on the axis, for the other plots to show as well. */
  readonly onHover: (x: number | undefined) => void;
  readonly announce: (text: string) => void;
}

/** How near to a point the pointer has to be, in pixels. */
const reach = 8;

/** One plot: its title and key, the curves, what the pointer reads, marks of checkpoints. */
export class Chart {
  readonly element: HTMLElement;
  readonly #events: ChartEvents;
  readonly #canvas = h('div', { class: 'chart-canvas' });
  readonly #tooltip = h('div', { class: 'tooltip', 'aria-hidden': 'true' });
  readonly #empty = h('div', { class: 'chart-empty' });
  readonly #title = h('h2', {});
  readonly #key: Part<readonly boolean[]>;
  readonly #notice: Part<string | undefined>;
  readonly #marks: Part<readonly PlacedMark[]>;
  #input: ChartInput | undefined;
  #plot: uPlot | undefined;
  /** What the plot was built for: with another, it is built anew. */
  #built = '';
  #palette: Palette | undefined;
  #dots: number[][] = [];
  #hovered: number | undefined;

  constructor(events: ChartEvents) {
    this.#events = events;
    this.#key = new Part(h('div', { class: 'chart-key' }), ([training, validation]) => [
      ...(training && validation
        ? [lineSample(false), strings.training, lineSample(true), strings.validation]
        : validation
          ? [lineSample(true), strings.validation]
          : []),
    ]);
    this.#notice = new Part(h('div', { class: 'chart-notice', role: 'note' }), (text) =>
      text === undefined ? [] : [icon('warning'), text],
    );
    this.#marks = new Part(h('div', { class: 'marks' }), (marks) =>
      marks.map(({ left, row, run, colour, step, path }) => {
        const label = strings.checkpointOf(run, formatCount(step), path);
        const mark = h(
          'span',
          { class: 'mark', role: 'img', title: label, 'aria-label': label },
          icon('checkpoint'),
        );
        mark.style.left = `${left}px`;
        mark.style.bottom = `${row * 11 - 6}px`;
        mark.style.color = runColour(colour);
        return mark;
      }),
    );
    this.element = h(
      'section',
      { class: 'chart', tabindex: 0, role: 'group', 'aria-roledescription': strings.chart },
      h('header', {}, this.#title, this.#key.element, this.#notice.element),
      h('div', { class: 'chart-body' }, this.#canvas, this.#empty, this.#tooltip),
    );
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('blur', () => this.#leave());
  }

  update(input: ChartInput): void {
    const isSame = this.#input !== undefined && sameValues(partsOf(this.#input), partsOf(input));
    this.#input = input;
    if (isSame) {
      return;
    }
    const { drawn, extent, empty } = input;
    const title = plotTitle(drawn.plot.name);
    setText(this.#title, title);
    this.element.dataset.plot = drawn.plot.name;
    this.#key.update([
      drawn.runs.some(({ training }) => training),
      drawn.runs.some(({ validation }) => validation),
    ]);
    const broken = notFinite(drawn);
    this.#notice.update(broken && strings.notFiniteAt(broken.count, formatCount(broken.step)));
    const latest = drawn.runs.map(({ name, training, validation }) =>
      strings.latest(name, latestText(training?.y.at(-1) ?? validation?.y.at(-1))),
    );
    setAttributes(this.element, { 'aria-label': strings.chartSummary(title, latest.join('. ') || empty) });
    const isEmpty = drawn.runs.length === 0 || !extent;
    setText(this.#empty, isEmpty ? empty : '');
    this.#empty.hidden = !isEmpty;
    this.resize();
  }

  /** Draws for the room that there is now. */
  resize(): void {
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    if (this.#input && width > 0 && height > 0) {
      this.#draw(this.#input, width, height);
    }
  }

  /** Shows a place that the pointer is at in another plot; undefined for none. */
  showHover(x: number | undefined): void {
    const plot = this.#plot;
    this.#hovered = x;
    plot?.setCursor(
      { left: x === undefined ? -10 : plot.valToPos(x, 'x'), top: x === undefined ? -10 : 0 },
      false,
    );
  }

  destroy(): void {
    this.#plot?.destroy();
    this.element.remove();
  }

  #draw(input: ChartInput, width: number, height: number): void {
    const { drawn, palette } = input;
    const seen = windowOf(input.extent ?? [0, 1], input.zoom);
    const pixels = Math.max(50, Math.round(width * devicePixelRatio));
    const layers = layersOf(drawn, seen, pixels);
    const logarithmic = input.logarithmic && isPositive(drawn);
    const look: PlotLook = {
      palette,
      axis: input.axis,
      logarithmic,
      layers,
      isEmpty: drawn.runs.length === 0,
    };
    const built = JSON.stringify([input.axis, logarithmic, layers.map(({ kind, colour }) => [kind, colour])]);
    const data = align(layers);
    this.#dots = data
      .slice(1)
      .map((column, at) => dotted(column as Column, layers[at]?.kind === 'raw' ? 0 : width / 14));
    if (!this.#plot || built !== this.#built || palette !== this.#palette) {
      this.#plot?.destroy();
      this.#plot = this.#build(look, data, width, height);
      this.#built = built;
      this.#palette = palette;
    } else {
      if (this.#plot.width !== width || this.#plot.height !== height) {
        this.#plot.setSize({ width, height });
      }
      this.#plot.setData(data, false);
    }
    this.#plot.setScale('x', { min: seen[0], max: seen[1] });
  }

  #build(look: PlotLook, data: uPlot.AlignedData, width: number, height: number): uPlot {
    const plot = new uPlot(
      {
        ...chartOptions(look, (series) => this.#dots[series - 1] ?? []),
        width,
        height,
        hooks: {
          setSelect: [(self) => this.#onSelect(self)],
          setCursor: [(self) => this.#onCursor(self)],
          draw: [(self) => this.#drawMarks(self)],
        },
      },
      data,
      this.#canvas,
    );
    plot.over.addEventListener('dblclick', () => this.#events.onZoom(undefined));
    plot.over.append(this.#marks.element);
    return plot;
  }

  #onSelect(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width >= 4) {
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      this.#events.onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
    }
  }

  #onCursor(plot: uPlot): void {
    const left = plot.cursor.left ?? -10;
    const isInside = left >= 0 && this.#input?.drawn.runs.length !== 0;
    this.#hovered = isInside ? plot.posToVal(left, 'x') : undefined;
    this.#showTooltip(plot);
    this.#events.onHover(this.#hovered);
  }

  #showTooltip(plot: uPlot): void {
    const { drawn, axis } = this.#input!;
    this.#tooltip.classList.toggle('shown', this.#hovered !== undefined);
    if (this.#hovered === undefined) {
      return;
    }
    const tolerance = plot.posToVal(reach, 'x') - plot.posToVal(0, 'x');
    this.#tooltip.replaceChildren(...readingTable(readAt(drawn, this.#hovered, tolerance), axis));
    // Beside the pointer, on the side that has room.
    const at = plot.valToPos(this.#hovered, 'x') + plot.over.offsetLeft;
    const width = this.#tooltip.offsetWidth;
    const room = this.#canvas.clientWidth - width;
    const left = at + 14 <= room ? at + 14 : Math.max(0, Math.min(room, at - 14 - width));
    this.#tooltip.style.transform = `translate(${Math.round(left)}px, 0)`;
  }

  #drawMarks(plot: uPlot): void {
    const runs = this.#input?.drawn.runs ?? [];
    this.#marks.update(placeMarks(runs, (x) => plot.valToPos(x, 'x'), plot.over.clientWidth));
  }

  #onKey(event: KeyboardEvent): void {
    const { drawn, extent, zoom } = this.#input ?? {};
    const move = extent && moveOf(event, windowOf(extent, zoom), zoom !== undefined, this.#hovered);
    if (!this.#plot || !drawn || !move) {
      return;
    }
    event.preventDefault();
    if (move.type === 'zoom') {
      this.#events.onZoom(move.to);
    } else {
      this.#step(this.#plot, drawn, move.by);
    }
  }

  /** Reads the next point, aloud too. */
  #step(plot: uPlot, drawn: DrawnPlot, by: number): void {
    const x = neighbour(drawn, this.#hovered, by);
    if (x === undefined) {
      return;
    }
    this.showHover(x);
    this.#showTooltip(plot);
    this.#events.onHover(x);
    this.#events.announce(readingText(readAt(drawn, x, 0), this.#input!.axis));
  }

  #leave(): void {
    this.showHover(undefined);
    this.#tooltip.classList.remove('shown');
    this.#events.onHover(undefined);
  }
}

/** What an input consists of: curves are the same objects as long as they have not changed. */
function partsOf({ drawn, extent, zoom, ...others }: ChartInput): unknown[] {
  const runs = drawn.runs.flatMap(({ id, name, colour, training, smoothed, validation, marks }) => [
    id,
    name,
    colour,
    training,
    smoothed,
    validation,
    marks.length,
  ]);
  return [drawn.plot.name, ...runs, ...(extent ?? []), 'zoom', ...(zoom ?? []), ...Object.values(others)];
}

function sameValues(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((value, index) => value === now[index]);
}

/** All layers over one x, as uPlot wants them; without any, an empty plot with axes. */
function align(layers: readonly Layer[]): uPlot.AlignedData {
  if (layers.length === 0) {
    return [
      [0, 1],
      [null, null],
    ];
  }
  return uPlot.join(layers.map(({ points }) => [points.x as number[], points.y as number[]]));
}

function latestText(value: number | null | undefined): string {
  return value === undefined ? strings.noValue : value === null ? strings.notFinite : formatValue(value);
}

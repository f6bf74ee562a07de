import type uPlot from 'uplot';
import type { Palette } from '../theme.ts';
import type { AxisKind } from './axis.ts';
import { formatClock, tickLabels } from './format.ts';
import type { Layer } from './layers.ts';
import { logTicks, padded, stepTicks, ticks, timeTicks } from './ticks.ts';

/** What a plot looks like: with another look it is built anew. */
export interface PlotLook {
  readonly palette: Palette;
  readonly axis: AxisKind;
  readonly logarithmic: boolean;
  readonly layers: readonly Pick<Layer, 'kind' | 'colour'>[];
  readonly isEmpty: boolean;
}

/** How much room the axes take, and how far apart their labels stand, in pixels. */
const xAxisSize = 30;
const yAxisSize = 58;
const labelWidth = 80;
const labelHeight = 42;

/** uPlot's options beside size and hooks. `dots` gives the places of a series that get one. */
export function chartOptions(
  look: PlotLook,
  dots: (series: number) => number[],
): Omit<uPlot.Options, 'width' | 'height' | 'hooks'> {
  const { palette, logarithmic, layers } = look;
  return {
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false },
      y: {
        distr: logarithmic ? 3 : 1,
        // What uPlot gives for a plot without values, its types don't say.
        range: (_, low: number | null, high: number | null) =>
          low === null || high === null ? [0, 1] : padded(low, high, logarithmic),
      },
    },
    axes: [xAxis(look), yAxis(look)],
    series: [{}, ...(layers.length === 0 ? [{}] : layers.map((layer) => seriesOf(layer, palette, dots)))],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      bind: { dblclick: () => null },
      dataIdx: (plot, series, closest) => valueNear(plot, series, closest),
      points: {
        size: (_, series) => (layers[series - 1]?.kind === 'raw' ? 0 : 7),
        width: 1.5,
        fill: (_, series) => palette.runs[layers[series - 1]?.colour ?? 0]!.solid,
        stroke: () => palette.background,
      },
    },
  };
}

function seriesOf(
  layer: PlotLook['layers'][number],
  palette: Palette,
  dots: (series: number) => number[],
): uPlot.Series {
  const colour = palette.runs[layer.colour % palette.runs.length]!;
  const isRaw = layer.kind === 'raw';
  return {
    stroke: isRaw ? colour.faint : colour.solid,
    width: isRaw ? 1 : 1.75,
    ...(layer.kind === 'validation' ? { dash: [6, 4] } : {}),
    points: {
      show: () => false,
      filter: (_, series) => {
        const places = dots(series);
        return places.length > 0 ? places : null;
      },
      size: layer.kind === 'validation' ? 6 : 5,
      fill: colour.solid,
      stroke: colour.solid,
      width: 1,
      ...(layer.kind === 'validation' ? { dash: [] } : {}),
    },
  };
}

function lines({ palette }: PlotLook): Pick<uPlot.Axis, 'stroke' | 'grid' | 'ticks' | 'font'> {
  return {
    stroke: palette.text,
    font: palette.font,
    grid: { stroke: palette.grid, width: 1 },
    ticks: { stroke: palette.grid, width: 1, size: 4 },
  };
}

function xAxis(look: PlotLook): uPlot.Axis {
  const split = look.axis === 'step' ? stepTicks : look.axis === 'time' ? timeTicks : ticks;
  return {
    ...lines(look),
    size: xAxisSize,
    gap: 4,
    splits: (plot, _, low, high) =>
      look.isEmpty ? [] : split(low, high, (plot.width - yAxisSize) / labelWidth),
    values: (_, values) => (look.axis === 'time' ? values.map(formatClock) : tickLabels(values)),
  };
}

function yAxis(look: PlotLook): uPlot.Axis {
  const split = look.logarithmic ? logTicks : ticks;
  return {
    ...lines(look),
    size: yAxisSize,
    gap: 6,
    splits: (plot, _, low, high) =>
      look.isEmpty ? [] : split(low, high, (plot.height - xAxisSize) / labelHeight),
    filter: (_, values) => values,
    values: (_, values) =>
      look.logarithmic ? values.flatMap((value) => tickLabels([value])) : tickLabels(values),
  };
}

/** The place of a series' value nearest to a place: lines that share an x have points at different ones. */
function valueNear(plot: uPlot, series: number, closest: number): number {
  const x = plot.data[0];
  const y = plot.data[series]!;
  let left = closest;
  let right = closest;
  while (left >= 0 && y[left] == null) {
    left -= 1;
  }
  while (right < y.length && y[right] == null) {
    right += 1;
  }
  if (left < 0 || right >= y.length) {
    return left < 0 ? Math.min(right, y.length - 1) : left;
  }
  return x[closest]! - x[left]! <= x[right]! - x[closest]! ? left : right;
}

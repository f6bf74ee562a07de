import { type AxisKind, axisKinds } from './axis.ts';
import { colourCount } from './colours.ts';
import type { LevelFilter } from './log-lines.ts';
import { usualPlots } from './metrics.ts';

export const tabNames = ['charts', 'log', 'problems', 'outputs', 'details'] as const;
export type TabName = (typeof tabNames)[number];

/** What a person chose: kept by VS Code while the view is hidden, and over a restart. Plain data. */
export interface ViewState {
  /** The run that the view is about: what the editor needs to open it again. */
  readonly focus: string | undefined;
  /** The runs in the plots, beside and including the one in focus. */
  readonly selected: readonly string[];
  readonly colours: Readonly<Record<string, number>>;
  readonly tab: TabName;
  readonly axis: AxisKind;
  /** Limits on the axis; undefined shows all. */
  readonly zoom: readonly [number, number] | undefined;
  /** 0 up to `mostSmoothing`. */
  readonly smoothing: number;
  readonly logarithmic: boolean;
  readonly plots: readonly string[];
  readonly query: string;
  readonly level: LevelFilter;
}

export const mostSmoothing = 0.99;

export const initialState: ViewState = {
  focus: undefined,
  selected: [],
  colours: {},
  tab: 'charts',
  axis: 'step',
  zoom: undefined,
  smoothing: 0.6,
  logarithmic: false,
  plots: usualPlots,
  query: '',
  level: 'all',
};

/** What was kept, as far as it makes sense: it may come from an older version. */
export function readState(kept: unknown): ViewState {
  const from = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const { selected, plots } = from;
  return {
    focus: typeof from.focus === 'string' ? from.focus : undefined,
    selected: isStrings(selected) ? selected : [],
    colours: readColours(from.colours),
    tab: tabNames.find((name) => name === from.tab) ?? initialState.tab,
    axis: axisKinds.find((kind) => kind === from.axis) ?? initialState.axis,
    zoom: readZoom(from.zoom),
    smoothing: isBetween(from.smoothing, 0, mostSmoothing) ? from.smoothing : initialState.smoothing,
    logarithmic: from.logarithmic === true,
    plots: isStrings(plots) ? plots : initialState.plots,
    query: typeof from.query === 'string' ? from.query : '',
    level: from.level === 'warnings' || from.level === 'errors' ? from.level : 'all',
  };
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isBetween(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high;
}

function readZoom(value: unknown): ViewState['zoom'] {
  if (!Array.isArray(value) || value.length !== 2) {
    return undefined;
  }
  const [from, to] = value as unknown[];
  return Number.isFinite(from) && Number.isFinite(to) && (from as number) < (to as number)
    ? [from as number, to as number]
    : undefined;
}

function readColours(value: unknown): Record<string, number> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter(([, colour]) => Number.isInteger(colour) && isBetween(colour, 0, colourCount - 1)),
  );
}

/** What a key does to a chart. */
export type ChartMove =
  /** To a point so many further on, and reads it. */
  | { readonly type: 'step'; readonly by: number }
  | { readonly type: 'zoom'; readonly to: readonly [number, number] | undefined };

interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Arrows, Page Up/Down, Home and End read values; plus and minus zoom at a place, Shift and arrows move what is seen,
 * Escape shows everything. Undefined for all other keys.
 */
export function moveOf(
  press: Press,
  seen: readonly [number, number],
  isZoomed: boolean,
  at: number | undefined,
): ChartMove | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) {
    return undefined;
  }
  const [from, to] = seen;
  const middle = at ?? (from + to) / 2;
  const zoomed = (factor: number): ChartMove => ({
    type: 'zoom',
    to: [middle - (middle - from) * factor, middle + (to - middle) * factor],
  });
  const panned = (share: number): ChartMove => ({
    type: 'zoom',
    to: [from + share * (to - from), to + share * (to - from)],
  });
  const sideways = (direction: number): ChartMove | undefined => {
    if (!press.shiftKey) {
      return { type: 'step', by: direction };
    }
    return isZoomed ? panned(direction * 0.2) : undefined;
  };
  switch (press.key) {
    case 'ArrowLeft':
      return sideways(-1);
    case 'ArrowRight':
      return sideways(1);
    case 'PageUp':
      return { type: 'step', by: -10 };
    case 'PageDown':
      return { type: 'step', by: 10 };
    case 'Home':
      return { type: 'step', by: Number.NEGATIVE_INFINITY };
    case 'End':
      return { type: 'step', by: Number.POSITIVE_INFINITY };
    case '+':
    case '=':
      return zoomed(0.5);
    case '-':
      return isZoomed ? zoomed(2) : undefined;
    case 'Escape':
      return { type: 'zoom', to: undefined };
    default:
      return undefined;
  }
}

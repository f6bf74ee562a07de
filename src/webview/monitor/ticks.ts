/** The limits that a plot shows: the values' own, with some room. A single value gets room on both sides. */
export function padded(low: number, high: number, logarithmic: boolean): [number, number] {
  if (logarithmic) {
    const room = low === high ? 2 : (high / low) ** 0.06;
    return [low / room, high * room];
  }
  const room = low === high ? Math.abs(low) * 0.5 || 0.5 : (high - low) * 0.06;
  // What is never negative isn't drawn below zero.
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** Round values within limits (multiples of 1, 2 or 5 by a power of ten), some `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const step = roundStep((high - low) / Math.max(1, count));
  return step > 0 ? multiples(low, high, step) : [low];
}

/** Round values for a logarithmic scale: 1, 2 and 5 by powers of ten, fewer over many decades, even ones within one. */
export function logTicks(low: number, high: number, count: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 0.8) {
    return ticks(low, high, count).filter((tick) => tick > 0);
  }
  const mantissas = decades * 3 <= count ? [1, 2, 5] : decades * 2 <= count ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const mantissa of power % every === 0 ? mantissas : []) {
      const tick = Number(`${mantissa}e${power}`);
      if (tick >= low && tick <= high) {
        found.push(tick);
      }
    }
  }
  return found;
}

/** Whole steps only: half a step is nowhere. */
export function stepTicks(low: number, high: number, count: number): number[] {
  return multiples(low, high, Math.max(1, roundStep((high - low) / Math.max(1, count))));
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const roundTimes = [
  1,
  2,
  5,
  10,
  15,
  30,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
];

/** Round amounts of time, in seconds. */
export function timeTicks(low: number, high: number, count: number): number[] {
  const least = (high - low) / Math.max(1, count);
  const step = roundTimes.find((time) => time >= least) ?? day * Math.ceil(roundStep(least / day));
  return least < 1 ? ticks(low, high, count) : multiples(low, high, step);
}

/** The next larger 1, 2 or 5 by a power of ten. */
function roundStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) {
    return 0;
  }
  const power = Math.floor(Math.log10(least));
  const mantissa = least / 10 ** power;
  const round = mantissa <= 1.000001 ? 1 : mantissa <= 2.000001 ? 2 : mantissa <= 5.000001 ? 5 : 10;
  return Number(`${round}e${power}`);
}

/** Multiples of a step within limits, free of the errors that adding up would bring. */
function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const found: number[] = [];
  for (let multiple = first; multiple <= last && found.length < 100; multiple += 1) {
    found.push(Number((multiple * step).toPrecision(12)));
  }
  return found;
}

/** Figures of runs as people say them, the same in every front. */

/** "45 s", "3 min", "2 h 5 min", "1 d 3 h": two units at most, rounded to the smaller. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.round(whole / 60);
  if (whole < 600 && whole % 60 !== 0) {
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.round(whole / 3600);
  return minutes < 24 * 60 ? two(minutes, 60, 'h', 'min') : two(hours, 24, 'd', 'h');
}

function two(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}

/** "4 min", "4 min to 9 min": an estimate in minutes doesn't count seconds. */
export function durationRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const about = (seconds: number): string => duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
  const [from, to] = [about(low), about(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** In powers of 1000, as disks are sold: "850 kB", "1.2 GB". */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 || amount >= 9.95 ? Math.round(amount) : Number(amount.toFixed(1))} ${units[unit]}`;
}

/** A metric's value, short: "1.234", "0.0002", "3.1e-7"; "no number" for what was none. */
export function metric(value: number | null): string {
  if (value === null || !Number.isFinite(value)) {
    return 'no number';
  }
  if (Number.isInteger(value)) {
    return String(value);
  }
  return Math.abs(value) >= 1000 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}

/** "$3.40": what it costs is rounded up, to the cent. */
export function dollars(amount: number): string {
  return `$${(Math.ceil(amount * 100 - 1e-9) / 100).toFixed(2)}`;
}

/** Figures as people say them. */

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

/** In powers of 1000, as disks are sold: "850 kB", "1.2 GB". */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 || amount >= 9.95 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}

/** A metric's value, short: "1.234", "0.0002", "3.1e-7"; "no number" for what was none. */
export function metric(value: number | null): string {
  if (value === null) {
    return 'no number';
  }
  if (Number.isInteger(value)) {
    return String(value);
  }
  return Math.abs(value) >= 1000 ? value.toFixed(1) : String(Number(value.toPrecision(4)));
}

/** The moment in the reader's own time: "2026-11-24 10:15". */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return iso;
  }
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** "45 s", "12 min 4 s", "3 h 20 min", "2 d 3 h": two units at most, as people say it. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) {
    return `${whole} s`;
  }
  if (whole < hour) {
    return twoUnits(Math.floor(whole / minute), 'min', whole % minute, 's');
  }
  if (whole < day) {
    return twoUnits(Math.floor(whole / hour), 'h', Math.floor((whole % hour) / minute), 'min');
  }
  return twoUnits(Math.floor(whole / day), 'd', Math.floor((whole % day) / hour), 'h');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Seconds for an axis: "0:45", "12:04", "3:20:00". */
export function formatClock(seconds: number): string {
  const sign = seconds < 0 ? '-' : '';
  const whole = Math.round(Math.abs(seconds));
  const two = (value: number) => `${value}`.padStart(2, '0');
  const tail = `${two(Math.floor((whole % hour) / minute))}:${two(whole % minute)}`;
  return sign + (whole < hour ? tail.replace(/^0/, '') : `${Math.floor(whole / hour)}:${tail}`);
}

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Steps, rows, tokens: "1,240". */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A metric: four digits that count, "0.4132", "12.5", "2e-4"; large whole numbers as counts. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) {
    return exponential(value);
  }
  if (size >= 1000) {
    return counts.format(value);
  }
  return `${Number(value.toPrecision(4))}`;
}

/** "2e-4", "1.234e-7": no more digits than there are. */
function exponential(value: number): string {
  const [mantissa, power] = value.toExponential(3).split('e');
  return `${Number(mantissa)}e${power!.replace('+', '')}`;
}

/** The labels of an axis: all with the same number of decimals, and exponents where those would be many. */
export function tickLabels(values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  if (largest >= 1e6 || (largest > 0 && largest < 1e-3)) {
    return values.map((value) => (value === 0 ? '0' : exponential(value)));
  }
  const decimals = Math.max(
    0,
    ...values.map((value) => `${Number(value.toPrecision(6))}`.split('.')[1]?.length ?? 0),
  );
  if (decimals > 5) {
    return values.map(formatValue);
  }
  return values.map((value) =>
    value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** The local time of day of an ISO 8601 moment: "14:02:31"; what is no moment as it is. */
export function formatTime(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : date.toLocaleTimeString('en-GB', { hour12: false });
}

/** The local date and time of an ISO 8601 moment, without the year: "23 Nov, 14:02". */
export function formatDate(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? moment
    : date.toLocaleString('en-GB', {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
}

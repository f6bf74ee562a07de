const bars = '▁▂▃▄▅▆▇█';

/** Numbers as a row of bars, as many as there is room for: each stands for the mean of its share of the values. */
export function sparkline(values: readonly number[], width: number): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) {
    return '';
  }
  const means = inBuckets(finite, Math.min(width, finite.length));
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means
    .map((mean) =>
      range === 0
        ? bars[3]
        : bars[Math.min(bars.length - 1, Math.floor(((mean - low) / range) * bars.length))],
    )
    .join('');
}

function inBuckets(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * values.length) / count));
    const share = values.slice(from, to);
    return share.reduce((sum, value) => sum + value, 0) / share.length;
  });
}

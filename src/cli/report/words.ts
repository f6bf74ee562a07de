/** "1 row", "1,200 rows". */
export function counted(count: number, noun: string, plural = 's'): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : plural}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

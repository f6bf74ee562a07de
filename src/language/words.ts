const longest = 40;

/** A value of the row as a sentence has it: in quotes, on one line, without what can't be seen, and cut where long. */
export function quoted(value: string | number): string {
  const text = String(value);
  const head = text.slice(0, longest).replace(/[\s\p{C}]+/gu, ' ');
  return `"${head}${text.length > longest ? '…' : ''}"`;
}

/** Things as a sentence lists them: "a", "a and b", "a, b and c"; of very many only the first. */
export function series(things: readonly string[], most = Number.POSITIVE_INFINITY, and = 'and'): string {
  if (things.length > most) {
    return `${things.slice(0, most).join(', ')} ${and} ${things.length - most} more`;
  }
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} ${and} ${last}`;
}

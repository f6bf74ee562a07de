import { type Json, typeName } from '../../document/json.ts';

const longest = 40;

/** A name in double quotes, on one line, without what can't be seen, and cut where it is long. */
export function quoted(name: string): string {
  const head = name.slice(0, longest).replace(/[\s\p{C}]+/gu, ' ');
  return `"${head}${name.length > longest ? '…' : ''}"`;
}

/** A value as a message shows it: as JSON, cut where it is long. */
export function shown(value: Json | undefined): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'object':
      return value === null ? 'null' : withArticle(typeName(value));
    default:
      return String(value);
  }
}

/** Names in double quotes as a sentence has them; of many only the first. */
export function listed(names: readonly string[], most = 6): string {
  return series(names.map(quoted), most);
}

/** Things as a sentence lists them: "a, b and c". */
export function series(things: readonly string[], most = 6): string {
  if (things.length > most) {
    return `${things.slice(0, most).join(', ')} and ${things.length - most} more`;
  }
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}

export function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

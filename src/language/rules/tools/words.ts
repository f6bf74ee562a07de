import { type Json, typeName } from '../../document/json.ts';
import { quoted, series } from '../../words.ts';

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

export function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

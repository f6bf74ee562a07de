/** Words of other languages for what JSON calls true, false and null. */
const words = new Map([
  ['none', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'null'],
]);

export function isLiteral(word: string): boolean {
  return word === 'true' || word === 'false' || word === 'null';
}

/** What JSON calls a word that Python or another language writes: None, True, NULL. Undefined for all else. */
export function commonWord(word: string): string | undefined {
  return isLiteral(word) ? undefined : words.get(word.toLowerCase());
}

/** What Python's json module writes for numbers that JSON has no way to write. */
export function isNonFinite(word: string): boolean {
  return word === 'NaN' || word === 'Infinity' || word === '-Infinity';
}

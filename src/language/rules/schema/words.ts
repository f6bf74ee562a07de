import type { Path } from '../../document/place.ts';

const longestName = 40;

/** A key in double quotes, cut where it is long. */
export function quoted(key: string | number): string {
  const name = String(key);
  return `"${name.length > longestName ? `${name.slice(0, longestName)}…` : name}"`;
}

/** Keys as a sentence lists them. */
export function listed(keys: readonly string[], and = 'and'): string {
  const names = keys.map(quoted);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} ${and} ${last}`;
}

const messageLists = new Set<string | number>([
  'messages',
  'prompt',
  'completion',
  'chosen',
  'rejected',
  'preferred_output',
  'non_preferred_output',
  'conversations',
]);

/** What a path leads to, as the subject of a sentence. */
export function subjectOf(path: Path): string {
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (last === undefined) {
    return 'This row';
  }
  if (typeof last === 'string') {
    return quoted(last);
  }
  if (parent !== undefined && messageLists.has(parent)) {
    return 'This message';
  }
  return parent === undefined ? 'This element' : `This element of ${quoted(parent)}`;
}

/** Tool definitions and what is in them: the rules of the family tools say what is wrong there. */
export function isInTools(path: Path): boolean {
  return path.some(
    (step, index) => (step === 'tools' || step === 'functions') && typeof path[index + 1] === 'number',
  );
}

import type { Path } from '../../document/place.ts';
import { quoted, series } from '../../words.ts';

/** Keys as a sentence lists them. */
export function listed(keys: readonly string[], and = 'and'): string {
  return series(keys.map(quoted), undefined, and);
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

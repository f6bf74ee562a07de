import path from 'node:path';
import type { Split } from '../language/index.ts';

/** Words in file names as training systems and data sets use them. */
const words: Record<string, Split> = {
  train: 'train',
  training: 'train',
  valid: 'validation',
  validation: 'validation',
  val: 'validation',
  dev: 'validation',
  // What trainers call the evaluation set is what they watch while they train.
  eval: 'validation',
  test: 'test',
  testing: 'test',
  heldout: 'test',
  general: 'general',
};

/** The split that a file's name tells: `train.jsonl`, `my_valid-00001.jsonl`. Undefined where it tells none, or two. */
export function splitOfName(file: string): Split | undefined {
  const name = path.basename(file).replace(/\.[^.]*$/, '');
  const parts = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const found = new Set<Split>();
  for (const part of parts) {
    if (Object.hasOwn(words, part)) {
      found.add(words[part]!);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

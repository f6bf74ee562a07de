import type { Example } from '../formats/example.ts';

/** A kind of input that a model should have seen before it meets it in use. */
export interface EdgeCase {
  /** Stable: users refer to it in tuneset.json. */
  readonly id: string;
  readonly title: string;
  /** Why a set without it makes a worse model, in one sentence. */
  readonly why: string;
  /** Fewer examples than this count as missing. */
  readonly min: number;
  /** Cases that make sense only where rows declare tools. */
  readonly needsTools: boolean;
  readonly detect: (example: Example) => boolean;
  /** An example to start from; its texts are placeholders until a person has written them. */
  readonly draft: (tools: readonly string[]) => Example;
}

/** Built-in edge cases; a row's facts hold one bit for each, so there are at most 31. */
export const catalogue: readonly EdgeCase[] = [];

/** The cases that an example covers, as bits. */
export function casesOf(example: Example): number {
  let bits = 0;
  for (let index = 0; index < catalogue.length; index++) {
    if (catalogue[index]!.detect(example)) {
      bits |= 1 << index;
    }
  }
  return bits;
}

import type { Message, Tool } from '../formats/example.ts';
import type { Dialogue } from './dialogue.ts';

/** A kind of input that a model should have seen before it meets it in use. */
export interface EdgeCase {
  /** Stable: users refer to it in tuneset.json. */
  readonly id: string;
  readonly title: string;
  /** Why a set without it makes a worse model, in one sentence. */
  readonly why: string;
  /** Fewer examples than this count as missing. */
  readonly min: number;
  /** What has to hold of a file for the case to make sense in it, and for the detector to be believed. */
  readonly needs: readonly Need[];
  /** Rather says no than yes: a case that is wrongly taken for covered is never written. */
  readonly detect: (dialogue: Dialogue) => boolean;
  /** An example to start from; its texts are placeholders until a person has written them. */
  readonly draft: (tools: readonly Tool[]) => Draft;
}

/**
 * `tools`: rows declare tools. `turns`: rows can hold several turns. `speech`: answers are what an assistant says or
 * calls, as against labels, numbers and JSON. `language`: answers are in a language that the detector knows.
 */
export type Need = 'tools' | 'turns' | 'speech' | 'language';

/** An example before it has a format. */
export interface Draft {
  readonly prompt: readonly Message[];
  readonly answer: Message;
}

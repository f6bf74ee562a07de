import * as z from 'zod';
import type { StreamPosition } from '../driver-stream.ts';
import type { Cursor } from '../observation.ts';

/** How far a job was told of: in the driver's stream, and what its platform said. */
export interface Progress {
  readonly position: StreamPosition;
  /** The last state of the job that was told, in the platform's word. */
  readonly word: string | undefined;
  /** Whether a checkpoint was seen: the log may be gone when that matters. */
  readonly checkpoint: boolean;
}

export const atTheBeginning: Progress = { position: { n: 0, logs: 0 }, word: undefined, checkpoint: false };

const schema = z.tuple([z.int().min(0), z.int().min(0), z.boolean(), z.string().nullable()]);

export function writeCursor({ position, word, checkpoint }: Progress): Cursor {
  return JSON.stringify([position.n, position.logs, checkpoint, word ?? null]);
}

/** A cursor that can't be read is as none. */
export function readCursor(cursor: Cursor | undefined): Progress {
  try {
    const [n, logs, checkpoint, word] = schema.parse(JSON.parse(cursor ?? ''));
    return { position: { n, logs }, word: word ?? undefined, checkpoint };
  } catch {
    return atTheBeginning;
  }
}

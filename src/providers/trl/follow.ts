import { setTimeout as sleep } from 'node:timers/promises';
import { type Cursor, isFinal, type Observation, type Seen } from '../observation.ts';
import type { Handle, Job } from '../provider.ts';
import { attemptFiles } from './attempt.ts';
import type { Children } from './children.ts';
import { deathOf } from './death.ts';
import { Liveness, type LivenessOptions } from './liveness.ts';
import { cursorOf, LogTail, placeOf } from './log-tail.ts';

export interface FollowOptions extends LivenessOptions {
  readonly job: Job;
  readonly handle: Handle;
  readonly after: Cursor | undefined;
  readonly signal: AbortSignal;
  readonly children: Children;
  /** Milliseconds between two looks at the log. */
  readonly pollMs?: number;
  /** How long a driver may take to go after it has told its end: it is waited for, since it holds memory. */
  readonly settleMs?: number;
}

/** Tells what the driver's log tells, and in the end what became of a driver that couldn't tell it. */
export async function* follow(options: FollowOptions): AsyncGenerator<Observation> {
  const { job, handle, signal } = options;
  const liveness = new Liveness(job, handle, options);
  const from = placeOf(options.after);
  const tail = new LogTail(attemptFiles(job).log, job.token, from);
  let last: Observation | undefined;
  let settled = 0;
  try {
    while (!signal.aborted && !from.ended) {
      // Asked before reading: what a dead driver wrote is in the log then.
      const life = await liveness.look();
      const read = last ? [] : await tail.read();
      const items = read.length === 0 && life === 'dead' && !last ? tail.end() : read;
      for (const { observation } of items) {
        // What is printed after the end is in the log, and nowhere else.
        if (last || signal.aborted) {
          break;
        }
        if (observation.type === 'state' && isFinal(observation.state)) {
          last = observation;
          settled = performance.now() + (options.settleMs ?? 30_000);
        } else {
          yield observation;
        }
      }
      if (last && (life === 'dead' || performance.now() > settled)) {
        yield last;
        return;
      }
      if (life === 'dead' && read.length === 0 && !last) {
        break;
      }
      if (read.length === 0) {
        await sleep(options.pollMs ?? 200, undefined, { signal }).catch(() => {});
      }
    }
    if (!signal.aborted) {
      yield* tellDeath(options, { ...tail.place, ended: true }, from.ended);
    }
  } finally {
    await tail.close();
  }
}

/** `told`: all but the state was told before. */
async function* tellDeath(
  { job, handle, children }: FollowOptions,
  place: Parameters<typeof cursorOf>[0],
  told: boolean,
): AsyncGenerator<Observation> {
  const { checkpoint, problem, state } = await deathOf(job, handle, await children.endOf(job.token));
  const seen = (one: Seen, cursor?: Cursor): Observation => ({
    time: new Date().toISOString(),
    ...one,
    ...(cursor === undefined ? {} : { cursor }),
  });
  if (!told && checkpoint) {
    yield seen(checkpoint);
  }
  if (!told && problem) {
    yield seen(problem, cursorOf(place));
  }
  yield seen(state, cursorOf(place));
}

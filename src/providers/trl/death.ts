import { access } from 'node:fs/promises';
import { uptime } from 'node:os';
import type { ProblemSeen, Seen, StateSeen } from '../observation.ts';
import type { Handle, Job } from '../provider.ts';
import { attemptFiles } from './attempt.ts';
import { type FoundCheckpoint, wholeCheckpoints } from './checkpoints.ts';
import type { ChildEnd } from './children.ts';
import { beginning, LogTail } from './log-tail.ts';

/** What is to be said of a driver that ended without a word: each but the last may be missing. */
export interface Death {
  /** Saved, but the driver had no time to tell. */
  readonly checkpoint: (Seen & { readonly type: 'checkpoint' }) | undefined;
  readonly problem: ProblemSeen | undefined;
  readonly state: StateSeen;
}

/** Finds out what became of it. `end` is known to its parent only. */
export async function deathOf(job: Job, handle: Handle, end: ChildEnd | undefined): Promise<Death> {
  const [log, checkpoints, cancelled] = await Promise.all([
    readLog(job),
    wholeCheckpoints(job.folder),
    wasCancelled(job),
  ]);
  const untold = checkpoints.find(
    (found) => isOfThisAttempt(found, handle) && !log.checkpoints.has(found.path),
  );
  const checkpoint = untold && ({ type: 'checkpoint', step: untold.step, path: untold.path } as const);
  if (cancelled) {
    return {
      checkpoint,
      problem: undefined,
      state: { type: 'state', state: 'cancelled', message: 'Ended before it could save where it was.' },
    };
  }
  const resumable = checkpoints.length > 0;
  const cause = causeOf(log.last.join('\n'), handle, end);
  return {
    checkpoint,
    problem: {
      type: 'problem',
      severity: 'error',
      message: `The training process ended without a result: ${cause.what}${quoted(log.last)}`,
      advice: [cause.advice, resumable ? 'The run can be resumed from its last checkpoint.' : undefined]
        .filter((part) => part !== undefined)
        .join(' '),
    },
    state: {
      type: 'state',
      state: resumable ? 'interrupted' : 'failed',
      message: `The training process ended: ${cause.what}`,
    },
  };
}

interface Cause {
  readonly what: string;
  readonly advice: string;
}

const lessMemory =
  'Take a smaller batch size or maximum length, turn gradient checkpointing on, or take a smaller base model.';

function causeOf(log: string, handle: Handle, end: ChildEnd | undefined): Cause {
  if (/CUDA out of memory|OutOfMemoryError|CUBLAS_STATUS_ALLOC_FAILED/.test(log)) {
    return { what: 'the memory of the GPU was not enough.', advice: lessMemory };
  }
  if (
    /\bMemoryError\b|DefaultCPUAllocator: (can't|not enough)|Cannot allocate memory|std::bad_alloc/.test(log)
  ) {
    return { what: 'the memory of the machine was not enough.', advice: lessMemory };
  }
  if (/No space left on device|Errno 28\b|not enough space on the disk/.test(log)) {
    return { what: 'the disk is full.', advice: 'Make room, or keep fewer checkpoints.' };
  }
  if (restarted(handle)) {
    return { what: 'the machine was restarted.', advice: 'Nothing is wrong with the run itself.' };
  }
  if (end?.signal === 'SIGKILL' || end?.code === 137) {
    return {
      what: 'it was killed, most likely by the system because the memory of the machine was not enough.',
      advice: lessMemory,
    };
  }
  if (end?.signal === 'SIGSEGV' || end?.signal === 'SIGBUS' || end?.signal === 'SIGILL') {
    return {
      what: `a library crashed (${end.signal}).`,
      advice: 'Check the training environment: versions and the driver of the GPU must fit each other.',
    };
  }
  if (end) {
    const how = end.signal === null ? `exit code ${end.code}` : end.signal;
    return { what: `it ended with ${how}.`, advice: 'Its log says more.' };
  }
  return {
    what: 'it was gone when it was looked for. It may have been killed by somebody or, because memory was not enough, by the system.',
    advice: `Its log may say more. If memory was the reason: ${lessMemory.charAt(0).toLowerCase()}${lessMemory.slice(1)}`,
  };
}

/** Whether the machine was started after the driver. */
function restarted({ started }: Handle): boolean {
  const begun = typeof started === 'string' ? Date.parse(started) : Number.NaN;
  // Clocks are set right after a start: a minute is not enough to say so.
  return Date.now() - uptime() * 1000 > begun + 60_000;
}

function isOfThisAttempt({ modified }: FoundCheckpoint, { started }: Handle): boolean {
  // Some file systems count whole seconds.
  return typeof started === 'string' && modified >= Date.parse(started) - 2000;
}

const quotedLines = 12;
const quotedCharacters = 3000;

function quoted(lines: readonly string[]): string {
  const text = lines.join('\n').slice(-quotedCharacters);
  return text === '' ? ' It had printed nothing.' : `\n\nThe last lines of its log:\n${text}`;
}

/** The last lines of the log, and which checkpoints it tells of. Never fails: there may be no log. */
async function readLog(job: Job): Promise<{ last: string[]; checkpoints: Set<string> }> {
  const tail = new LogTail(attemptFiles(job).log, job.token, beginning);
  const last: string[] = [];
  const checkpoints = new Set<string>();
  try {
    for (;;) {
      const read = await tail.read();
      const items = read.length > 0 ? read : tail.end();
      for (const { observation } of items) {
        if (observation.type === 'checkpoint') {
          checkpoints.add(observation.path);
        } else if (observation.type === 'log') {
          last.push(observation.text.slice(0, 1000));
          last.splice(0, last.length - quotedLines);
        }
      }
      if (read.length === 0) {
        break;
      }
    }
  } catch {
    // What could be read is what there is.
  } finally {
    await tail.close();
  }
  return { last, checkpoints };
}

async function wasCancelled(job: Job): Promise<boolean> {
  const { cancelled, stop } = attemptFiles(job);
  const there = [cancelled, stop].map((file) =>
    access(file).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(there)).includes(true);
}

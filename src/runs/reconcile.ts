import type { Handle, Job } from '../providers/provider.ts';
import { jobOf } from './job.ts';
import type { Note, Owner } from './owner.ts';
import { messageOf } from './run.ts';

/**
 * Asks the provider to start the attempt that was just noted. Where it doesn't say yes, it is found out what became of
 * it: an answer may have been lost on its way. Throws only what `reconcile` throws.
 */
export async function startJob(owner: Owner): Promise<void> {
  const job = jobOf(owner.run)!;
  if (owner.run.fold.attempt?.cancelRequested) {
    await owner.note({ type: 'state', state: 'cancelled', message: 'Cancelled before it was started.' });
    return;
  }
  let handle: Handle;
  try {
    handle = await owner.starting((signal) => owner.provider.start(job, signal));
  } catch (error) {
    return reconcile(owner, messageOf(error));
  }
  await owner.note({ type: 'started', handle });
}

/**
 * Finds out whether the attempt that was noted last was started, where nobody noted that it was. It is never started
 * from here. `refusal` is why the provider didn't start it, if it was asked just now. Throws what the provider and the
 * ledger throw, and is to be tried again then.
 */
export async function reconcile(owner: Owner, refusal?: string): Promise<void> {
  const { run, provider } = owner;
  if (run.fold.final || run.fold.attempt?.handle) {
    return;
  }
  const job = jobOf(run);
  const found = job ? await provider.find(job, owner.signal) : 'absent';
  if (typeof found === 'object') {
    await owner.note({ type: 'reconciled', outcome: 'found' }, { type: 'started', handle: found });
    return;
  }
  const problem: Note[] =
    refusal === undefined || run.fold.attempt?.cancelRequested
      ? []
      : [{ type: 'problem', severity: 'error', message: refusal }];
  await owner.note({ type: 'reconciled', outcome: found }, ...problem, {
    type: 'state',
    ...(found === 'absent' ? neverStarted(owner, refusal) : unknown(provider.title, job!, refusal)),
  });
}

function neverStarted(owner: Owner, refusal: string | undefined): { state: string; message: string } {
  if (owner.run.fold.attempt?.cancelRequested) {
    return { state: 'cancelled', message: 'Cancelled before it was started.' };
  }
  return {
    state: 'failed',
    message: refusal ?? 'It was never started: Tuneset ended while it was about to start it.',
  };
}

function unknown(
  provider: string,
  job: Job,
  refusal: string | undefined,
): { state: string; message: string } {
  const why =
    refusal === undefined ? 'Tuneset ended while it was being started' : `starting failed (${refusal})`;
  return {
    state: 'unknown',
    message: `unknown, reconciled: ${why}, and ${provider} can't tell whether it runs. Look there for "${job.runId}" before you start it again.`,
  };
}

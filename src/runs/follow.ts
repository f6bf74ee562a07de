import { isFinal, type Observation } from '../providers/observation.ts';
import { jobOf } from './job.ts';
import { LedgerError } from './ledger/disk.ts';
import type { Owner } from './owner.ts';
import { reconcile, startJob } from './reconcile.ts';
import { messageOf } from './run.ts';
import { Patience, unlessAborted } from './timing.ts';

/** Observations that may wait to be written before the provider is asked for no more. */
const mostWaiting = 1000;

/**
 * Follows a run until it has come to an end, and copies what its provider sees into the ledger. Whatever goes wrong,
 * a run is never given up: it is tried again, after longer and longer, from the last event that was written. Rejects
 * with the reason when the owner is told to stop.
 *
 * With `ask`, the attempt that was just noted is started first; `settled` is called once it is clear, as far as it can
 * be now, what came of that.
 */
export async function follow(owner: Owner, ask: boolean, settled: () => void = () => {}): Promise<void> {
  const { run, signal } = owner;
  const patience = new Patience(owner.context.timing);
  const told = new Set<string>();
  let asked = !ask;
  while (!run.final) {
    signal.throwIfAborted();
    try {
      if (asked) {
        await reconcile(owner);
      } else {
        asked = true;
        await startJob(owner);
      }
      settled();
      if (!run.final) {
        owner.pursueCancel();
        await observe(owner, () => patience.reset());
      }
    } catch (error) {
      settled();
      signal.throwIfAborted();
      await tell(owner, error, told);
      await patience.wait(signal);
    }
  }
}

async function observe(owner: Owner, onWritten: () => void): Promise<void> {
  const { run, provider } = owner;
  const job = jobOf(run)!;
  const { handle, cursor } = run.fold.attempt!;
  const failed = new AbortController();
  const signal = AbortSignal.any([owner.signal, failed.signal]);
  const source = provider.observe(job, handle!, cursor, signal)[Symbol.asyncIterator]();
  let waiting: Observation[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await owner.append(batch);
        onWritten();
      }
      writing = undefined;
    } catch (error) {
      failed.abort(error);
    }
  };
  try {
    for (;;) {
      const next = await unlessAborted(source.next(), signal);
      if (next.done) {
        break;
      }
      waiting.push(next.value);
      writing ??= write();
      if (next.value.type === 'state' && isFinal(next.value.state)) {
        break;
      }
      if (waiting.length >= mostWaiting) {
        await writing;
      }
    }
    await writing;
    signal.throwIfAborted();
  } finally {
    // Not waited for: a provider that hangs must not keep others waiting.
    source.return?.().catch(() => {});
    failed.abort();
    waiting = [];
    await writing;
  }
  if (!run.final) {
    throw new Error(`${provider.title} stopped telling before the run was over.`);
  }
}

/** Says once that following doesn't work, in the run itself if that can be written. */
async function tell(owner: Owner, error: unknown, told: Set<string>): Promise<void> {
  const { run, context } = owner;
  const message = messageOf(error);
  if (error instanceof LedgerError) {
    run.setTrouble(
      'writing',
      `${message} The run goes on; what it tells is noted as soon as that is possible.`,
    );
  }
  if (told.has(message)) {
    return;
  }
  told.add(message);
  context.log(`Run ${run.id}: ${message}`);
  if (!(error instanceof LedgerError)) {
    const text = `Following was interrupted: ${message} It is tried again.`;
    await owner.note({ type: 'log', level: 'warning', text }).catch((failure: unknown) => {
      context.log(messageOf(failure));
    });
  }
}

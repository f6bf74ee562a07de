import type { TrainingProvider } from '../providers/provider.ts';
import { follow } from './follow.ts';
import { LockLost } from './ledger/lock.ts';
import { Owner } from './owner.ts';
import { messageOf, type Run, type RunContext } from './run.ts';
import { RunError } from './run-error.ts';

/** The runs that this process follows, each in the background until it is over. */
export class Followers {
  readonly #context: RunContext;
  readonly #followed = new Map<string, { readonly owner: Owner; readonly over: Promise<void> }>();
  /** Why following ends all at once, when it does. */
  #closed: Error | undefined;

  constructor(context: RunContext) {
    this.#context = context;
  }

  owner(id: string): Owner | undefined {
    return this.#followed.get(id)?.owner;
  }

  /** Waits until a run that is over is no longer followed either. */
  async over(id: string): Promise<void> {
    await this.#followed.get(id)?.over;
  }

  /** Takes up a run that nobody follows and that isn't over, or has a line that a crash has torn. Never throws. */
  async attend(run: Run): Promise<void> {
    const fine = run.broken || (run.final && !run.tail.torn);
    if (fine || run.owned || run.removed || this.#closed) {
      run.setFollowed(run.owned ? 'here' : 'no');
      return;
    }
    if (!run.provider) {
      run.setTrouble('following', `Nothing here can follow a run of the provider "${run.record.provider}".`);
      return;
    }
    try {
      const owner = await Owner.take(this.#context, run, run.provider);
      run.setTrouble('following', undefined);
      if (owner) {
        void this.follow(owner, false);
      } else if (!run.owned) {
        run.setFollowed('elsewhere');
      }
    } catch (error) {
      run.setFollowed('no');
      run.setTrouble('following', messageOf(error));
    }
  }

  /** Makes this process the owner of a run. Throws `RunError` where another one is, and `LedgerError`. */
  async take(run: Run, provider: TrainingProvider): Promise<Owner> {
    const owner = await Owner.take(this.#context, run, provider);
    if (!owner) {
      throw new RunError(`Another window follows run "${run.record.name}" now.`);
    }
    return owner;
  }

  /** Follows an owned run, and starts its last attempt first with `ask`. Resolves once it is clear what came of that. */
  async follow(owner: Owner, ask: boolean): Promise<void> {
    const { run } = owner;
    const settled = Promise.withResolvers<void>();
    if (this.#closed) {
      owner.stop(this.#closed);
    }
    const over = this.#followToEnd(owner, ask, settled.resolve).finally(() => {
      this.#followed.delete(run.id);
      settled.resolve();
    });
    this.#followed.set(run.id, { owner, over });
    await settled.promise;
  }

  /** Stops following. Waits for what is being written, and for a provider that was asked to start something. */
  async close(reason: Error): Promise<void> {
    this.#closed = reason;
    const followed = [...this.#followed.values()];
    for (const { owner } of followed) {
      owner.stop(reason);
    }
    await Promise.all(followed.map(({ over }) => over));
  }

  /** Never throws. */
  async #followToEnd(owner: Owner, ask: boolean, settled: () => void): Promise<void> {
    const { run } = owner;
    try {
      await follow(owner, ask, settled);
    } catch (error) {
      if (error !== this.#closed) {
        this.#context.log(`Run ${run.id}: ${messageOf(error)}`);
      }
    }
    await owner.leave();
    if (owner.signal.reason instanceof LockLost) {
      await run.reread();
    }
  }
}

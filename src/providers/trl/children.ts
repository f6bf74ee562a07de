import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The system may show a child as ended a moment before its parent is told. */
const tellingMs = 2000;

/** How the drivers that this process started have ended: only a parent is told. */
export class Children {
  readonly #ends = new Map<string, Promise<ChildEnd>>();

  watch(token: string, child: ChildProcess): void {
    const ended = once(child, 'exit').then(([code, signal]): ChildEnd => ({ code, signal }));
    ended.catch(() => {});
    this.#ends.set(token, ended);
  }

  /** Of one that is gone; undefined where it was another process's child. */
  async endOf(token: string): Promise<ChildEnd | undefined> {
    const ended = this.#ends.get(token);
    return ended && Promise.race([ended.catch(() => undefined), sleep(tellingMs, undefined, { ref: false })]);
  }
}

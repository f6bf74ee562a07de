import path from 'node:path';
import * as z from 'zod';
import { codeOf, type Disk, touching } from './disk.ts';

/**
 * Who follows a run and may write its events. The lock is a file a *term*, `owner-<term>.json`, and the highest term
 * counts. A term is only ever made by creating its file exclusively, so that of all who want to follow a term exactly
 * one does. The highest is never removed: a lock is given back by a term that nobody owns, or else somebody who looked
 * long ago could take the lock from a later owner. Who makes a term removes the lower ones.
 */
export interface Identity {
  /** Unlike any other owner's. */
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

export interface LockTiming {
  /** Milliseconds without a heartbeat after which an owner counts as gone. */
  readonly stale: number;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** Whether a process of this machine is there. */
  readonly isAlive: (pid: number) => boolean;
}

/** `gone`: its process ended. `silent`: no heartbeat for too long, but its process may wake up again. */
export type LockState = 'free' | 'held' | 'gone' | 'silent';

/** This process doesn't own the run any more: another one took it, or the run's folder was removed. */
export class LockLost extends Error {
  override readonly name = 'LockLost';

  constructor() {
    super('Another process follows this run now.');
  }
}

const contentSchema = z.union([
  z.object({ released: z.literal(true) }),
  z.object({ token: z.string(), pid: z.int().positive(), host: z.string() }),
]);

export class RunLock {
  readonly #disk: Disk;
  #folder: string;
  readonly #me: Identity;
  readonly #timing: LockTiming;
  #owned: number | undefined;
  /** The term that was last looked at: its content never changes, and its heartbeat is seen to move or not. */
  #watched: { term: number; content: Content | undefined; beat: number; since: number } | undefined;

  constructor(disk: Disk, folder: string, me: Identity, timing: LockTiming) {
    this.#disk = disk;
    this.#folder = folder;
    this.#me = me;
    this.#timing = timing;
  }

  get owned(): boolean {
    return this.#owned !== undefined;
  }

  /** The run's folder, and the lock in it, is elsewhere now. */
  moveTo(folder: string): void {
    this.#folder = folder;
  }

  /**
   * How the lock stands. Silence is measured by this process' own clock, from when it first saw the heartbeat stand
   * still: clocks of machines differ, and a machine that slept would otherwise find every owner silent.
   */
  async look(): Promise<LockState> {
    return this.#judge(highest(await this.#names()));
  }

  /** Takes the lock if it is free or its owner is gone; undefined if it is held, or another contender was faster. */
  async acquire(): Promise<Exclude<LockState, 'held'> | undefined> {
    const names = await this.#names();
    const term = highest(names);
    const state = await this.#judge(term);
    if (state === 'held' || !(await this.#create(term + 1, this.#me))) {
      return undefined;
    }
    const after = await this.#names();
    if (highest(after) !== term + 1) {
      await this.#remove(term + 1);
      return undefined;
    }
    this.#owned = term + 1;
    await this.#removeBelow(after, term + 1);
    return state;
  }

  /** A sign of life. Throws `LockLost` where this process owns the lock no more. */
  async beat(): Promise<readonly string[]> {
    const names = await this.check();
    const now = new Date();
    try {
      await this.#disk.utimes(this.#file(this.#owned!), now, now);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        throw new LockLost();
      }
      throw error;
    }
    return names;
  }

  /** The names in the run's folder, for what else is left there. Throws `LockLost`. */
  async check(): Promise<readonly string[]> {
    if (this.#owned === undefined) {
      throw new LockLost();
    }
    let names: readonly string[];
    try {
      names = await this.#disk.readdir(this.#folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        this.#owned = undefined;
        throw new LockLost();
      }
      return touching(this.#folder, 'read', () => Promise.reject(error));
    }
    if (highest(names) !== this.#owned) {
      this.#owned = undefined;
      throw new LockLost();
    }
    return names;
  }

  /** Gives the lock back, if it is owned still. */
  async release(): Promise<void> {
    const term = this.#owned;
    this.#owned = undefined;
    if (term !== undefined && (await this.#create(term + 1, { released: true }))) {
      await this.#remove(term);
    }
  }

  async #judge(term: number): Promise<LockState> {
    if (term === 0) {
      return 'free';
    }
    const now = this.#timing.now();
    let beat: number;
    try {
      beat = (await this.#disk.stat(this.#file(term))).mtimeMs;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        // A higher term was made since the folder was listed.
        return 'held';
      }
      return touching(this.#file(term), 'read', () => Promise.reject(error));
    }
    if (this.#watched?.term !== term || this.#watched.beat !== beat) {
      this.#watched = { term, content: undefined, beat, since: now };
    }
    const { since } = this.#watched;
    this.#watched.content ??= await this.#content(term);
    const { content } = this.#watched;
    if (content && 'released' in content) {
      return 'free';
    }
    if (content && content.host === this.#me.host && !this.#timing.isAlive(content.pid)) {
      return 'gone';
    }
    return now - since >= this.#timing.stale ? 'silent' : 'held';
  }

  /** Undefined where it can't be understood: it is being written, or a crash came between. */
  async #content(term: number): Promise<Content | undefined> {
    try {
      const text = await this.#disk.readFile(this.#file(term), 'utf8');
      return contentSchema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  async #create(term: number, content: Content): Promise<boolean> {
    const file = this.#file(term);
    try {
      const handle = await this.#disk.open(file, 'wx');
      try {
        await handle.writeFile(JSON.stringify(content));
      } catch (error) {
        await this.#remove(term);
        throw error;
      } finally {
        await handle.close();
      }
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EEXIST' || code === 'ENOENT') {
        return false;
      }
      return touching(file, 'written', () => Promise.reject(error));
    }
  }

  async #removeBelow(names: readonly string[], term: number): Promise<void> {
    for (const lower of names.map(termOf).filter((other) => other !== 0 && other < term)) {
      await this.#remove(lower);
    }
  }

  async #remove(term: number): Promise<void> {
    await this.#disk.unlink(this.#file(term)).catch(() => {});
  }

  async #names(): Promise<readonly string[]> {
    return touching(this.#folder, 'read', () => this.#disk.readdir(this.#folder));
  }

  #file(term: number): string {
    return path.join(this.#folder, `owner-${term}.json`);
  }
}

type Content = Identity | { readonly released: true };

function highest(names: readonly string[]): number {
  return Math.max(0, ...names.map(termOf));
}

function termOf(name: string): number {
  return Number(/^owner-(\d{1,15})\.json$/.exec(name)?.[1] ?? 0);
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may be somebody else's process, which can't be asked.
    return codeOf(error) !== 'ESRCH';
  }
}

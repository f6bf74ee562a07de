import type { FileHandle } from 'node:fs/promises';
import { type Disk, realDisk } from '../../../../src/runs/ledger/disk.ts';

/** How a process dies at a call to the disk. `torn`: in the middle of a write. */
export type Death = 'before' | 'after' | 'torn';

/**
 * A disk that calls `die` at its n-th call, those to open files among them, and counts calls. It is for a process of
 * its own, which `die` ends at once.
 */
export function dyingDisk(at: number, death: Death, die: () => void): { disk: Disk; calls: () => number } {
  let calls = 0;

  function around<A extends unknown[], R>(
    work: (...args: A) => Promise<R>,
    half?: (...args: A) => Promise<unknown>,
  ) {
    return async (...args: A): Promise<R> => {
      const mine = ++calls === at;
      if (mine && death === 'torn' && half) {
        await half(...args);
      }
      if (mine && death !== 'after') {
        die();
      }
      const result = await work(...args);
      if (mine) {
        die();
      }
      return result;
    };
  }

  function wrapped(handle: FileHandle): FileHandle {
    const halfOf = async (data: unknown, ...rest: unknown[]): Promise<unknown> => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : (data as Buffer);
      const [from = 0, length = bytes.length, position] = rest.filter((value) => typeof value === 'number');
      return handle.write(bytes, from, Math.floor(length / 2), position);
    };
    return new Proxy(handle, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') {
          return value;
        }
        const work = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
        return around(work, name === 'write' || name === 'writeFile' ? halfOf : undefined);
      },
    });
  }

  const disk = Object.fromEntries(
    Object.entries(realDisk)
      .filter(([, value]) => typeof value === 'function')
      .map(([name, value]) => [name, around(value as (...args: unknown[]) => Promise<unknown>)]),
  ) as unknown as Disk;
  const open = disk.open;
  return {
    disk: { ...disk, open: async (...args) => wrapped(await open(...args)) },
    calls: () => calls,
  };
}

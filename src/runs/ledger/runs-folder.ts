import { codeOf, type Disk, touching } from './disk.ts';
import { type Layout, listRuns } from './layout.ts';

/** Looks after a change for which names are read anew: a folder's time may be too coarse to tell two changes apart. */
const looksAfterChange = 3;

/** The folder of all runs, as it is looked at again and again: as long as nothing happens to it, its time is all that is read. */
export class RunsFolder {
  readonly #disk: Disk;
  readonly #layout: Layout;
  #time: number | undefined;
  #looks = 0;

  constructor(disk: Disk, layout: Layout) {
    this.#disk = disk;
    this.#layout = layout;
  }

  /** The names of all runs, or undefined if none came, went or was resumed since the last look. */
  async look(): Promise<string[] | undefined> {
    const time = await this.#timeOf();
    if (time !== this.#time) {
      this.#time = time;
      this.#looks = looksAfterChange;
    }
    if (this.#looks === 0) {
      return undefined;
    }
    this.#looks--;
    return time === 0 ? [] : listRuns(this.#disk, this.#layout);
  }

  /** Tells whoever looks that something happened in a run that was over. */
  async touch(): Promise<void> {
    const now = new Date();
    await this.#disk.utimes(this.#layout.runs, now, now).catch(() => {});
  }

  /** 0 where there is no such folder. */
  async #timeOf(): Promise<number> {
    try {
      return (await this.#disk.stat(this.#layout.runs)).mtimeMs;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return 0;
      }
      return touching(this.#layout.runs, 'read', () => Promise.reject(error));
    }
  }
}

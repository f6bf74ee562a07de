import path from 'node:path';
import type { AttemptNoted } from '../event.ts';
import type { RunRecord } from '../record.ts';
import { type Disk, syncFiles, syncFolder, touching, writeNew } from './disk.ts';
import { lineOf } from './event-line.ts';
import { eventsFile, type Layout, makeHome, recordFile } from './layout.ts';

export interface NewRun {
  readonly record: RunRecord;
  /** A folder with the prepared rows; it becomes the run's `data/`. On the disk of `.tuneset`, like all staging. */
  readonly data: string;
  /** The first attempt, that is about to be started. */
  readonly attempt: AttemptNoted & { readonly time: string };
  /** Takes the new run's lock, so that nobody else takes it for one that was left alone. */
  readonly lock: (folder: string) => Promise<void>;
}

/**
 * Puts a run into the ledger at once: all of it is made and flushed in `staging/`, and moved to its place as the last
 * act. After a crash the run is there, with its data, record and first attempt, or it isn't. Throws `LedgerError`, and
 * then the prepared rows are where they were. Gives the run's folder.
 */
export async function createRun(disk: Disk, layout: Layout, run: NewRun): Promise<string> {
  await makeHome(disk, layout);
  const staged = path.join(layout.staging, `run-${run.record.id}`);
  const folder = path.join(layout.runs, run.record.id);
  const data = path.join(staged, 'data');
  await touching(staged, 'written', () => disk.mkdir(staged));
  let moved = false;
  let published = false;
  try {
    await syncFiles(disk, run.data);
    await writeNew(disk, recordFile(staged), `${JSON.stringify(run.record, null, 2)}\n`);
    await writeNew(disk, eventsFile(staged), lineOf({ seq: 1, attempt: 1, ...run.attempt }).line);
    await touching(data, 'written', () => disk.rename(run.data, data));
    moved = true;
    await run.lock(staged);
    await syncFolder(disk, staged);
    await touching(folder, 'written', () => disk.rename(staged, folder));
    published = true;
    await syncFolder(disk, layout.runs);
    return folder;
  } catch (error) {
    if (published) {
      await disk.rename(folder, staged).catch(() => {});
    }
    if (moved) {
      await disk.rename(data, run.data).catch(() => {});
    }
    await disk.rm(staged, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

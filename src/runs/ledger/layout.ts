import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { codeOf, type Disk, touching } from './disk.ts';

/** Where things are below a run's root, the folder of `tuneset.json`. */
export interface Layout {
  readonly root: string;
  /** `.tuneset`. */
  readonly home: string;
  /** A folder a run. */
  readonly runs: string;
  /** What is being made, and what is being removed: nothing in it counts. */
  readonly staging: string;
}

export function layoutOf(root: string): Layout {
  const home = path.join(root, '.tuneset');
  return { root, home, runs: path.join(home, 'runs'), staging: path.join(home, 'staging') };
}

export function recordFile(folder: string): string {
  return path.join(folder, 'run.json');
}

export function eventsFile(folder: string): string {
  return path.join(folder, 'events.jsonl');
}

/** `20261124-101502-3fa9`: the moment in UTC, so that runs sort by time wherever they were started. */
export function newRunId(at: Date): string {
  const [date, time] = at.toISOString().slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${date}-${time}-${randomBytes(2).toString('hex')}`;
}

export function isRunId(name: string): boolean {
  return /^\d{8}-\d{6}-[0-9a-f]{4}$/.test(name);
}

/** When a run of this id was made, as well as the id tells. */
export function timeOfRunId(id: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(id);
  const time = parts && new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : new Date(0).toISOString();
}

/** Makes `.tuneset` and its folders, and keeps git from looking into them. */
export async function makeHome(disk: Disk, layout: Layout): Promise<void> {
  await touching(layout.home, 'written', async () => {
    await disk.mkdir(layout.runs, { recursive: true });
    await disk.mkdir(layout.staging, { recursive: true });
  });
  const ignore = path.join(layout.home, '.gitignore');
  try {
    const handle = await disk.open(ignore, 'wx');
    try {
      await handle.writeFile('runs/\nstaging/\n');
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A person may have put something else there, which is theirs to decide.
    if (codeOf(error) !== 'EEXIST') {
      await touching(ignore, 'written', () => Promise.reject(error));
    }
  }
}

/** The names of all runs, in order of time. Links are left out: a run is a folder of its own. */
export async function listRuns(disk: Disk, layout: Layout): Promise<string[]> {
  try {
    const entries = await disk.readdir(layout.runs, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isRunId(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    return touching(layout.runs, 'read', () => Promise.reject(error));
  }
}

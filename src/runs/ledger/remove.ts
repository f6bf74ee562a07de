import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Disk, syncFolder, touching } from './disk.ts';
import type { Layout } from './layout.ts';

const prefix = 'removed-';

/** Removes a run: at once for all who list runs, its files one after the other. Its lock must be owned. */
export async function removeRun(disk: Disk, layout: Layout, id: string): Promise<void> {
  const folder = path.join(layout.runs, id);
  const gone = path.join(layout.staging, `${prefix}${id}-${randomBytes(4).toString('hex')}`);
  await touching(folder, 'removed', async () => {
    await disk.mkdir(layout.staging, { recursive: true });
    await disk.rename(folder, gone);
    await syncFolder(disk, layout.runs);
  });
  // What is still in use by somebody is swept another time.
  await disk.rm(gone, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

/** Prepared rows for which nobody started a run within this time are left over from a crash. */
const forgottenAfter = 24 * 60 * 60 * 1000;

/** Removes what crashes have left in `staging/`. Whatever can't be removed stays for another time. */
export async function sweepStaging(disk: Disk, layout: Layout, now: number): Promise<void> {
  const names = await disk.readdir(layout.staging).catch(() => []);
  for (const name of names) {
    const folder = path.join(layout.staging, name);
    try {
      if (name.startsWith(prefix) || now - (await disk.stat(folder)).mtimeMs > forgottenAfter) {
        await disk.rm(folder, { recursive: true, force: true });
      }
    } catch {
      // Another window may be at it.
    }
  }
}

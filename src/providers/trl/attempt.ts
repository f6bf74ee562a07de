import path from 'node:path';
import type { Job } from '../provider.ts';
import { attemptFolder } from '../spec-file.ts';

/** The files of one start of a run, absolute. */
export interface AttemptFiles {
  readonly folder: string;
  readonly spec: string;
  /** Taken by the driver as its first act; touched every two seconds while it lives. */
  readonly claim: string;
  /** What the driver and its libraries print. */
  readonly log: string;
  /** Asks the driver to end. */
  readonly stop: string;
  /** Says that the end was asked for, for whoever finds the driver gone. */
  readonly cancelled: string;
}

export function attemptFiles(job: Job): AttemptFiles {
  const folder = path.join(job.folder, attemptFolder(job));
  return {
    folder,
    spec: path.join(folder, 'spec.json'),
    claim: path.join(folder, 'driver.json'),
    log: path.join(folder, 'driver.log'),
    stop: path.join(folder, 'stop'),
    cancelled: path.join(folder, 'cancelled'),
  };
}

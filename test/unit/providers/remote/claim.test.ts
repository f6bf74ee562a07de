import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  claimToAbandon,
  claimToAsk,
  noteRefusal,
  wasRefused,
} from '../../../../src/providers/remote/claim.ts';
import { job as jobIn } from '../jobs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuneset-claim-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([...Array(10).keys()])('whoever is first wins, and all know (%i)', async () => {
  const job = jobIn(folder);
  const claims = await Promise.all(
    Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? claimToAsk(job) : claimToAbandon(job))),
  );
  expect(new Set(claims).size).toBe(1);
  expect(await claimToAsk(job)).toBe(claims[0]);
  expect(await claimToAbandon(job)).toBe(claims[0]);
});

test('attempts have a claim each', async () => {
  expect(await claimToAbandon(jobIn(folder))).toBe('abandoned');
  expect(await claimToAsk(jobIn(folder, { attempt: 2 }))).toBe('asked');
});

test('of a claim that a crash left empty each takes the side on which nothing happens twice', async () => {
  const job = jobIn(folder);
  await claimToAsk(job);
  await writeFile(path.join(folder, 'attempt-1', 'submission.json'), '');
  expect(await claimToAbandon(job)).toBe('asked');
  expect(await claimToAsk(job)).toBe('abandoned');
});

test('a refusal is known later', async () => {
  const job = jobIn(folder);
  await claimToAsk(job);
  expect(await wasRefused(job)).toBe(false);
  await noteRefusal(job, 'no');
  expect(await wasRefused(job)).toBe(true);
});

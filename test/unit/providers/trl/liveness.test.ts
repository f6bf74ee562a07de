import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Liveness } from '../../../../src/providers/trl/liveness.ts';
import { job } from '../jobs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-alive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = job(folder);
const claim = path.join(folder, 'attempt-1', 'driver.json');
/** No system gives numbers this high. */
const nobody = 2 ** 30;

beforeEach(() => {
  mkdirSync(path.dirname(claim), { recursive: true });
  writeFileSync(claim, '{}');
});

function old(seconds: number): void {
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(claim, then, then);
}

function liveness(handle: object, options = {}): Liveness {
  return new Liveness(run, { host: hostname(), started: null, ...handle }, options);
}

describe('whether a driver lives', () => {
  test('no number, no life', async () => {
    expect(await liveness({ pid: null }).look()).toBe('dead');
  });

  test('a number that nobody has is dead, however fresh its claim', async () => {
    expect(await liveness({ pid: nobody }).look()).toBe('dead');
  });

  test('with a fresh heartbeat it lives', async () => {
    expect(await liveness({ pid: process.pid }).look()).toBe('alive');
    old(59);
    expect(await liveness({ pid: process.pid }).look()).toBe('alive');
  });

  test.skipIf(process.platform === 'win32')(
    'a stale one under a number that is another program’s by now is dead',
    async () => {
      old(61);
      expect(await liveness({ pid: process.pid }).look()).toBe('dead');
    },
  );

  test('on another machine the heartbeat alone tells, and a missed one is looked for twice', async () => {
    const elsewhere = liveness({ pid: nobody, host: 'elsewhere' }, { againMs: 0 });
    expect(await elsewhere.look()).toBe('alive');
    old(61);
    const patient = liveness({ pid: nobody, host: 'elsewhere' }, { againMs: 1e9 });
    expect(await patient.look()).toBe('silent');
    expect(await patient.look()).toBe('silent');
    expect(await elsewhere.look()).toBe('dead');
  });

  test('after a sleep of the machine one beat is late, and the next one tells that it lives', async () => {
    const sleeper = liveness({ pid: nobody, host: 'elsewhere' }, { againMs: 1e9 });
    old(4000);
    expect(await sleeper.look()).toBe('silent');
    old(0);
    expect(await sleeper.look()).toBe('alive');
  });
});

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isFinal } from '../../../../src/providers/observation.ts';
import { RunService } from '../../../../src/runs/service.ts';
import { eventually } from '../support/eventually.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { hasty, temporaryFolder } from '../support/samples.ts';
import { type Life, script } from './life.ts';

const lives = path.join(import.meta.dirname, 'life.ts');
const killed = 200;
const lanes = 4;

interface Place {
  readonly root: string;
  readonly remote: string;
  readonly tells: boolean;
}

function place(tells: boolean): Place {
  const folder = temporaryFolder(onTestFinished);
  const found = { root: path.join(folder, 'root'), remote: path.join(folder, 'remote'), tells };
  mkdirSync(found.root);
  mkdirSync(found.remote);
  return found;
}

/** Lives a life in a process of its own. With `after`, it is killed so many milliseconds after it has begun. */
function live(
  life: Life,
  cache: string,
  after?: number,
): Promise<{ signal: string | null; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [lives, JSON.stringify(life)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      if (output === '' && after !== undefined) {
        setTimeout(() => child.kill('SIGKILL'), after);
      }
      output += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.once('error', reject);
    child.once('close', (_, signal) => resolve({ signal, output, errors }));
  });
}

/** Calls to the disk in a whole life, where nothing is left over from others, and how long it takes. */
async function measure(cache: string): Promise<{ calls: number; milliseconds: number }> {
  const began = performance.now();
  const { output, errors } = await live({ ...place(true), at: -1, death: 'before' }, cache);
  expect(errors).toBe('');
  return { calls: Number(output.split('\n')[1]), milliseconds: performance.now() - began };
}

/** What is right of all runs of a place, whoever died there; in how many runs each way to end was seen. */
async function inspect({ root, remote, tells }: Place, seen: Map<string, number>): Promise<void> {
  const provider = new FakeProvider(remote, { script, tells });
  const service = new RunService({
    root,
    providers: new Map([['trl', provider]]),
    log: () => {},
    timing: { ...hasty, stale: 200 },
  });
  await service.open();
  try {
    await eventually(() =>
      expect(service.list().filter(({ state, followed }) => !isFinal(state) || followed !== 'no')).toEqual(
        [],
      ),
    );
    expect(provider.calls.filter((call) => call.startsWith('start'))).toEqual([]);
    const folders = await readdir(path.join(root, '.tuneset', 'runs')).catch(() => []);
    expect(service.list().map(({ id }) => id)).toEqual(folders.toSorted().reverse());
    for (const { id, attempt, state, message, broken } of service.list()) {
      expect(broken).toBeUndefined();
      const text = await readFile(path.join(root, '.tuneset', 'runs', id, 'events.jsonl'), 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      const events = text
        .slice(0, -1)
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      for (let number = 1; number <= attempt; number++) {
        const asked = await provider.asked(id, number);
        expect(asked.length).toBeLessThanOrEqual(1);
        const started = events.filter((event) => event.type === 'started' && event.attempt === number);
        const told = events
          .filter((event) => event.attempt === number && event.cursor !== undefined)
          .map(({ seq, attempt: _, ...observation }) => observation);
        expect(told).toEqual(started.length === 1 ? await provider.stream(id, number) : []);
        expect(started.length).toBeLessThanOrEqual(1);
      }
      const last = script({ attempt }).at(-1) as { state: string };
      if (events.some((event) => event.type === 'started' && event.attempt === attempt)) {
        expect(state).toBe(last.state);
        expect(await provider.wasStarted(id, attempt)).toBe(true);
      } else if (tells) {
        expect([state, message]).toEqual(['failed', expect.stringContaining('never started')]);
        expect(await provider.wasStarted(id, attempt)).toBe(false);
      } else {
        expect([state, message]).toEqual(['unknown', expect.stringMatching(/^unknown, reconciled: /)]);
      }
      seen.set(`${state} ${attempt}`, (seen.get(`${state} ${attempt}`) ?? 0) + 1);
    }
  } finally {
    await service.close();
  }
}

/** From 0 to 1, the same each time (mulberry32), so that a failure can be had again. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

test(`${killed} processes are killed anywhere: every run is right or says that it is unknown, and nothing is lost, doubled, torn or started twice`, async () => {
  const cache = temporaryFolder(onTestFinished);
  const { calls, milliseconds } = await measure(cache);
  const seen = new Map<string, number>();
  const lane = async (number: number): Promise<void> => {
    const random = randoms(number + 1);
    const next = (below: number): number => Math.floor(random.next().value * below);
    let where = place(true);
    for (let count = 0, died = 0; died < killed / lanes; count++) {
      if (count % 5 === 0) {
        await inspect(where, seen);
        where = place(count % 3 !== 0);
      }
      // Most die at a certain call, some whenever it hits them.
      const life: Life = {
        ...where,
        at: count % 5 === 4 ? -1 : 1 + next(calls),
        death: (['before', 'after', 'torn'] as const)[next(3)]!,
      };
      const { signal, errors } = await live(life, cache, life.at === -1 ? next(milliseconds / 2) : undefined);
      expect(errors).toBe('');
      died += signal === 'SIGKILL' ? 1 : 0;
      // Every other one leaves its dead to the next process, which may be killed while it takes them up.
      if (count % 2 === 0) {
        await inspect(where, seen);
      }
    }
    await inspect(where, seen);
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  // Every phase was hit.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'failed 1',
      'failed 2',
      'interrupted 1',
      'succeeded 2',
      'unknown 1',
      'unknown 2',
    ]),
  );
}, 180_000);

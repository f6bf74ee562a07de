import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, uptime } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Job } from '../../../../src/providers/provider.ts';
import { deathOf } from '../../../../src/providers/trl/death.ts';
import { job } from '../jobs.ts';

const root = mkdtempSync(path.join(tmpdir(), 'tuneset-death-'));
afterAll(() => rmSync(root, { recursive: true }));
let runs = 0;

const handle = { pid: 1, started: new Date().toISOString(), host: hostname() };

function deadRun(log?: string): Job {
  const run = job(path.join(root, String(++runs)));
  mkdirSync(path.join(run.folder, 'attempt-1'), { recursive: true });
  if (log !== undefined) {
    writeFileSync(path.join(run.folder, 'attempt-1', 'driver.log'), log);
  }
  return run;
}

function checkpoint(run: Job, step: number, without?: string): void {
  const folder = path.join(run.folder, 'output', `checkpoint-${step}`);
  mkdirSync(folder, { recursive: true });
  for (const file of ['adapter_model.safetensors', 'optimizer.pt', 'scheduler.pt', 'trainer_state.json']) {
    if (file !== without) {
      writeFileSync(path.join(folder, file), '{}');
    }
  }
}

describe('why a driver ended', () => {
  test.each([
    [
      'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB',
      /memory of the GPU was not enough/,
      /batch size/,
    ],
    [
      'RuntimeError: [enforce fail at alloc_cpu.cpp:117] . DefaultCPUAllocator: not enough memory',
      /memory of the machine/,
      /batch size/,
    ],
    ['OSError: [Errno 28] No space left on device', /disk is full/, /Make room/],
  ])('%s', async (line, what, advice) => {
    const { problem, state } = await deathOf(deadRun(`loading\n${line}\n`), handle, undefined);
    expect(problem).toMatchObject({
      message: expect.stringMatching(what),
      advice: expect.stringMatching(advice),
    });
    expect(problem?.message).toContain(line);
    expect(state).toMatchObject({ state: 'failed', message: expect.stringMatching(what) });
  });

  test.each([
    [{ code: null, signal: 'SIGKILL' }, /killed, most likely/],
    [{ code: 137, signal: null }, /killed, most likely/],
    [{ code: null, signal: 'SIGSEGV' }, /library crashed \(SIGSEGV\)/],
    [{ code: 9, signal: null }, /ended with exit code 9/],
    [{ code: null, signal: 'SIGHUP' }, /ended with SIGHUP/],
    [undefined, /gone when it was looked for/],
  ] as const)('its parent saw %o', async (end, what) => {
    expect((await deathOf(deadRun('x\n'), handle, end)).problem?.message).toMatch(what);
  });

  test('the machine was restarted since', async () => {
    const before = new Date(Date.now() - uptime() * 1000 - 3_600_000).toISOString();
    const { problem } = await deathOf(deadRun('x\n'), { ...handle, started: before }, undefined);
    expect(problem?.message).toMatch(/the machine was restarted/);
  });

  test('only the last lines are told, and none is missed', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} ${'x'.repeat(60)}`);
    const { problem } = await deathOf(deadRun(`${lines.join('\n')}\nthe end`), handle, undefined);
    expect(problem?.message).toContain('line 4990');
    expect(problem?.message).toMatch(/the end$/);
    expect(problem!.message.length).toBeLessThan(4000);
  });

  test('without a log it is said', async () => {
    expect((await deathOf(deadRun(), handle, undefined)).problem?.message).toMatch(/printed nothing/);
  });
});

describe('what is left of it', () => {
  test('a whole checkpoint can be resumed from; of several the newest is told if the driver had not', async () => {
    const run = deadRun('x\n');
    checkpoint(run, 5);
    const death = await deathOf(run, handle, undefined);
    expect(death.checkpoint).toEqual({ type: 'checkpoint', step: 5, path: 'output/checkpoint-5' });
    expect(death.state.state).toBe('interrupted');
    expect(death.problem?.advice).toMatch(/can be resumed/);
    const event = { n: 1, time: handle.started, type: 'checkpoint', step: 5, path: 'output/checkpoint-5' };
    const told = deadRun(`@@FT:${run.token} ${JSON.stringify(event)}\n`);
    checkpoint(told, 5);
    expect((await deathOf(told, handle, undefined)).checkpoint).toBeUndefined();
  });

  test('one of an earlier start is not told as this one’s', async () => {
    const run = deadRun('x\n');
    checkpoint(run, 5);
    const later = { ...handle, started: new Date(Date.now() + 60_000).toISOString() };
    const death = await deathOf(run, later, undefined);
    expect(death.checkpoint).toBeUndefined();
    expect(death.state.state).toBe('interrupted');
  });

  test.each(['adapter_model.safetensors', 'optimizer.pt', 'scheduler.pt', 'trainer_state.json'])(
    'without %s a checkpoint is none',
    async (file) => {
      const run = deadRun('x\n');
      checkpoint(run, 5, file);
      expect((await deathOf(run, handle, undefined)).state.state).toBe('failed');
    },
  );

  test('who asked for the end gets no problem', async () => {
    const run = deadRun('x\n');
    writeFileSync(path.join(run.folder, 'attempt-1', 'cancelled'), '');
    expect(await deathOf(run, handle, { code: null, signal: 'SIGKILL' })).toEqual({
      checkpoint: undefined,
      problem: undefined,
      state: { type: 'state', state: 'cancelled', message: 'Ended before it could save where it was.' },
    });
  });
});

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runScript, testModel } from '../support/environment.ts';
import { conversations, preferences, Tuneset, tuneset, workspace } from './tuneset.ts';

/** `tuneset train` and `tuneset runs` as people type them, with a model that really learns. */

async function listed(folder: string): Promise<Record<string, unknown>[]> {
  const { out } = await tuneset(folder, 'runs', '--json');
  return JSON.parse(out).runs;
}

test.each([
  ['sft', conversations()],
  ['dpo', preferences()],
  ['orpo', preferences()],
])('%s: trains from rows in OpenAI’s format, and leaves an adapter', async (method, rows) => {
  const folder = await workspace(rows, { epochs: 5, loggingSteps: 1 });
  const { exitCode, out, err } = await tuneset(folder, 'train', '--plain', '--method', method);
  expect(exitCode, `${out}\n${err}`).toBe(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  const losses = [...out.matchAll(/Z metric at step \d+.*?: .*?\bloss ([\d.]+)/g)].map(([, loss]) =>
    Number(loss),
  );
  expect(losses.length).toBeGreaterThanOrEqual(20);
  expect(Math.min(...losses)).toBeLessThan(0.7 * losses[0]!);
  const [id] = await readdir(path.join(folder, '.tuneset', 'runs'));
  const adapter = path.join(folder, '.tuneset', 'runs', id!, 'output', 'adapter');
  expect(await readdir(adapter)).toEqual(
    expect.arrayContaining(['adapter_config.json', 'adapter_model.safetensors']),
  );
  const loaded = await runScript<{ rank: number; base: string; difference: number }>(
    'adapter.py',
    'load',
    testModel(),
    adapter,
  );
  expect(loaded).toMatchObject({ rank: 16, base: testModel() });
  expect(loaded.difference).toBeGreaterThan(0.01);
  expect(out).toContain(`adapter: .tuneset/runs/${id}/output/adapter`);
  expect(await listed(folder)).toEqual([expect.objectContaining({ id, state: 'succeeded', method })]);
  const shown = await tuneset(folder, 'runs', 'show', 'last');
  expect(shown.out).toContain(`tuneset train --method ${method} --base-model`);
  const log = await tuneset(folder, 'runs', 'log', id!.slice(0, 13));
  expect(log.exitCode).toBe(0);
});

test('a row with an error blocks, by file and line, until each check is overridden by name', async () => {
  const rows = conversations();
  rows[6] = '{"messages":[{"role":"user","content":"Where is it?"},{"role":"assistant","content":""}]}';
  rows[9] = rows[9]!.slice(0, -2);
  const folder = await workspace(rows, { maxSteps: 2 });
  const blocked = await tuneset(folder, 'train');
  expect(blocked.exitCode, `${blocked.out}\n${blocked.err}`).toBe(1);
  expect(blocked.out).toMatch(/error +problems +1 of 23 rows/);
  expect(blocked.out).toMatch(/ data\/train\.jsonl:7:\d+ This answer is empty.* chat\.empty-content/);
  expect(blocked.out).toMatch(/error +conversion +1 row can't be trained on/);
  expect(blocked.out).toContain(' data/train.jsonl:10:1 ');
  expect(blocked.err).toContain('errors in problems and conversion.');
  const half = await tuneset(folder, 'train', '--override', 'problems');
  expect(half.exitCode, `${half.out}\n${half.err}`).toBe(1);
  expect(half.err).toContain('To start all the same: --override problems,conversion');
  expect(await listed(folder)).toEqual([]);
  const goesOn = await tuneset(folder, 'train', '--override', 'problems,conversion');
  expect(goesOn.exitCode, `${goesOn.out}\n${goesOn.err}`).toBe(0);
  const [run] = await listed(folder);
  const record = JSON.parse(
    await readFile(path.join(folder, '.tuneset', 'runs', `${run!.id}`, 'run.json'), 'utf8'),
  );
  expect(record.overridden).toEqual(['problems', 'conversion']);
  expect(record.dataset.leftOut).toEqual([expect.objectContaining({ path: 'data/train.jsonl', line: 10 })]);
});

test('a run that is left alone goes on, and is found and followed from its beginning', async () => {
  const folder = await workspace(conversations(), { maxSteps: 10 });
  const started = await tuneset(folder, 'train', '--detach', '--name', 'left alone');
  expect(started.exitCode, `${started.out}\n${started.err}`).toBe(0);
  expect(started.out).not.toContain('succeeded');
  const followed = await tuneset(folder, 'runs', 'follow', 'last', '--json');
  expect(followed.exitCode, `${followed.out}\n${followed.err}`).toBe(0);
  const events = followed.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const last = events.pop();
  expect(last).toMatchObject({ type: 'end', state: 'succeeded', step: 10 });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(followed.out).not.toContain('"token"');
  expect(await tuneset(folder, 'runs')).toMatchObject({
    out: expect.stringMatching(/left alone\s+succeeded/),
  });
});

test('Ctrl+C, cancel and resume: each ends with a checkpoint that the next goes on from', async () => {
  const folder = await workspace(conversations(), { maxSteps: 200, checkpointSteps: 10 });
  const first = new Tuneset(folder, ['train', '--plain']);
  await first.until(/Z checkpoint at step 10\b/);
  first.interrupt();
  expect(await first.exit(), `${first.out}\n${first.err}`).toBe(1);
  expect(first.err).toContain('asked to stop with a checkpoint');
  const [cancelled] = await listed(folder);
  expect(cancelled).toMatchObject({ state: 'cancelled', attempt: 1, resumable: true });

  const second = new Tuneset(folder, ['runs', 'resume', 'last', '--plain']);
  const [, step] = await second.until(/Z attempt 2 goes on from output\/checkpoint-(\d+)/);
  await second.until(new RegExp(`Z step ${Number(step) + 1}/200`));
  const cancel = await tuneset(folder, 'runs', 'cancel', 'last', '--plain');
  expect(cancel.exitCode, `${cancel.out}\n${cancel.err}`).toBe(0);
  expect(cancel.out).toContain('Z cancelled');
  expect(await second.exit()).toBe(1);

  const last = await tuneset(folder, 'runs', 'resume', 'last', '--plain');
  expect(last.exitCode, `${last.out}\n${last.err}`).toBe(0);
  expect(last.out).toContain('Z step 200/200');
  expect(await listed(folder)).toEqual([
    expect.objectContaining({ state: 'succeeded', attempt: 3, step: 200 }),
  ]);
  const removed = await tuneset(folder, 'runs', 'remove', 'last');
  expect(removed.exitCode).toBe(0);
  expect(await listed(folder)).toEqual([]);
});

import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { folderWith, type Outside, tuneset } from '../harness.ts';
import { eventsOf, type FakeOptions, FakeTraining, record, summaryWith } from './fakes.ts';

const older = summaryWith({
  id: '20261123-090000-0001',
  name: 'first try',
  state: 'failed',
  message: 'Out of memory.',
  ended: '2026-11-24T10:16:02.000Z',
  step: 3,
  steps: 10,
  latest: { loss: 2.5, eval_loss: 3 },
  checkpoints: [{ step: 2, path: 'output/checkpoint-2' }],
  problems: [
    { severity: 'error', message: 'too long', advice: 'Shorten it.', row: { path: 'train.jsonl', line: 4 } },
  ],
  facts: { torch: '2.13.0' },
  resumable: true,
});
const newer = summaryWith({ id: '20261124-101502-3fa9' });
const done = summaryWith({ id: '20261124-111111-0003', state: 'succeeded' });

const ending = eventsOf(
  { type: 'attempt', token: 't' },
  { type: 'log', level: 'info', text: 'a line' },
  { type: 'log', level: 'error', text: 'name\tvalue\u001b[2J' },
  { type: 'state', state: 'cancelled' },
);

async function runs(args: readonly string[], options: FakeOptions = {}, outside: Outside = {}) {
  const training = new FakeTraining({ runs: [older, newer, done], events: ending, ...options });
  const ran = await tuneset('/data/sub', ['runs', ...args], { ...outside, training: training.port });
  return { ...ran, did: training.did };
}

describe('list', () => {
  test('the newest first, as a table', async () => {
    const { exitCode, out } = await runs([]);
    expect(exitCode).toBe(0);
    const lines = out.split('\n').map((line) => line.replace(/ +\d{4}-\d\d-\d\d \d\d:\d\d$/, ''));
    expect(lines).toEqual([
      'id                    name       state      provider  step  loss  started',
      '20261124-111111-0003  -          succeeded  trl       -     -',
      '20261124-101502-3fa9  -          running    trl       -     -',
      '20261123-090000-0001  first try  failed     trl       3/10  2.5',
      '',
    ]);
  });

  test('as JSON', async () => {
    const { out } = await runs(['--json']);
    const { version, runs: listed } = JSON.parse(out);
    expect(version).toBe(1);
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([done.id, newer.id, older.id]);
    expect(listed[2]).toEqual({
      id: older.id,
      name: 'first try',
      state: 'failed',
      message: 'Out of memory.',
      provider: 'trl',
      method: 'sft',
      baseModel: 'owner/model',
      created: record.created,
      started: older.started,
      ended: older.ended,
      attempt: 1,
      step: 3,
      steps: 10,
      loss: 2.5,
      resumable: true,
    });
    expect(await runs(['list', '--json'])).toMatchObject({ out });
  });

  test('none', async () => {
    const { exitCode, out } = await runs([], { runs: [] });
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: 'There are no runs. `tuneset train` starts one.\n',
    });
  });

  test('a run whose record can not be read', async () => {
    const broken = summaryWith({ id: older.id, broken: true, state: 'unknown', message: 'run.json is torn' });
    const { out } = await runs([], { runs: [broken] });
    expect(out).toContain('20261123-090000-0001  -     unknown  -         -     -     -\n');
    const shown = await runs(['show', 'last'], { runs: [broken] });
    expect(shown.out).toContain('unknown: run.json is torn\n');
    expect(shown.out).not.toContain('learningRate');
  });

  test('a name that is long or would drive the terminal', async () => {
    const { out } = await runs([], { runs: [{ ...older, name: `\u001b[2J${'long '.repeat(20)}` }] });
    expect(out).toContain('  \\u001b[2Jlong long long long lo…  failed');
  });
});

test('without a root of any kind, the working folder; --root says another, and must be a folder', async () => {
  expect((await runs([])).did).toEqual([`open ${path.resolve('/data/sub')}`, 'close']);
  const { exitCode, err } = await runs(['--root', 'not-there']);
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining('not-there is no folder') });
});

test.each([
  [['shw', 'last'], '"shw" is no command about runs. Did you mean "show"?\n'],
  [['everything'], /^"everything" is no command about runs. There are list, show, .* and remove.\n$/],
])('what is no command is answered with the nearest, or all: %j', async (args, message) => {
  const { exitCode, err } = await runs(args);
  expect(exitCode).toBe(2);
  expect(err).toMatch(message);
});

describe('show', () => {
  test('everything', async () => {
    const { exitCode, out } = await runs(['show', '20261123']);
    expect(exitCode).toBe(0);
    for (const piece of [
      'first try\n',
      'failed: Out of memory.\n',
      '3 of 10',
      'train.jsonl: 2 of 3 rows',
      'eval_loss  3',
      'error: train.jsonl:4: too long Shorten it.',
      'step 2: output/checkpoint-2',
      'hyperparameters.learningRate           0.0002',
      'torch  2.13.0',
      'tuneset train',
    ]) {
      expect(out).toContain(piece);
    }
  });

  test('the command that repeats a run says what tuneset.json says otherwise', async () => {
    const configuration = { training: { hyperparameters: { seed: 1, epochs: 3 } } };
    const folder = await folderWith({ 'tuneset.json': JSON.stringify(configuration) });
    const { out } = await runs(['show', 'last'], { runs: [{ ...done, root: folder }] });
    const again = out.slice(out.indexOf('Again'));
    expect(again).toContain(' --seed 42');
    expect(again).not.toContain('--epochs');
  });

  test('as JSON', async () => {
    const { out } = await runs(['show', 'last', '--json']);
    expect(JSON.parse(out)).toMatchObject({ id: done.id, state: 'succeeded' });
  });

  test('an unknown run: wrong use', async () => {
    const { exitCode, err, did } = await runs(['show', '20261124-101502-3fa8']);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: 'There is no run "20261124-101502-3fa8". Did you mean "20261124-101502-3fa9"?\n',
    });
    expect(did.at(-1)).toBe('close');
  });
});

describe('log', () => {
  test.each([[[]], [['--follow']]])(
    '%j: lines as they were written, but for what drives a terminal',
    async (options) => {
      const { exitCode, out } = await runs(['log', 'last', ...options]);
      expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'a line\nname\tvalue\\u001b[2J\n' });
    },
  );
});

test('a log without a line of its own says so', async () => {
  const { out, err } = await runs(['log', 'last'], { events: [] });
  expect({ out, err }).toEqual({
    out: '',
    err: 'There is nothing in the log but what `tuneset runs follow` shows.\n',
  });
});

describe('follow', () => {
  test('until the run is over, with its exit code', async () => {
    const { exitCode, out } = await runs(['follow', newer.id, '--plain']);
    expect(exitCode).toBe(1);
    expect(out).toContain('Z cancelled\n');
    const succeeded = eventsOf({ type: 'state', state: 'succeeded' });
    expect((await runs(['follow', newer.id], { events: succeeded })).exitCode).toBe(0);
  });

  test('Ctrl+C leaves the run alone', async () => {
    let interrupt: () => void = () => {};
    const training = new FakeTraining({ runs: [newer], events: ending, holdAfter: 1 });
    const ran = tuneset('/data', ['runs', 'follow', 'last'], {
      training: training.port,
      interrupter: (given) => {
        interrupt = given;
      },
    });
    await vi.waitUntil(() => training.did.includes('held'));
    interrupt();
    const { exitCode, err } = await ran;
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringContaining('goes on by itself') });
    expect(training.did).not.toContain(`cancel ${newer.id}`);
    expect(training.did.at(-1)).toBe('close');
  });
});

describe('cancel', () => {
  test('waits for the end', async () => {
    const { exitCode, out, did } = await runs(['cancel', newer.id]);
    expect(exitCode).toBe(0);
    expect(did).toContain(`cancel ${newer.id}`);
    expect(out).toContain('cancelled.');
  });

  test('--detach does not', async () => {
    const { exitCode, out, err } = await runs(['cancel', newer.id, '--detach']);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(err).toContain('was asked to stop');
  });

  test('what is over is left as it is', async () => {
    const { exitCode, err, did } = await runs(['cancel', done.id]);
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: `Run ${done.id} is over already: it succeeded.\n`,
    });
    expect(did).not.toContain(`cancel ${done.id}`);
  });
});

describe('resume', () => {
  test('goes on and is followed', async () => {
    const { exitCode, did } = await runs(['resume', '20261123']);
    expect(exitCode).toBe(1);
    expect(did).toContain(`resume ${older.id}`);
  });

  test('--detach returns at once', async () => {
    const { exitCode, out } = await runs(['resume', '20261123', '--detach']);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
  });

  test.each([
    [newer.id, 'it is running.'],
    [done.id, 'it succeeded.'],
  ])('%s can not be resumed: %s', async (id, why) => {
    const { exitCode, err, did } = await runs(['resume', id]);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: `Run ${id} can't be resumed: ${why}\n` });
    expect(did).not.toContain(`resume ${id}`);
  });

  test('a run that ended before its first checkpoint can not, either', async () => {
    const early = { ...older, resumable: false };
    const { err } = await runs(['resume', 'last'], { runs: [early] });
    expect(err).toContain('it failed without a checkpoint to go on from.');
  });
});

describe('remove', () => {
  test.each([
    [['y'], true],
    [[''], false],
    [[undefined], false],
  ])('asks: %j', async (answers, removes) => {
    const { exitCode, err, did } = await runs(['remove', '20261123'], {}, { answers });
    expect(err).toContain('Remove Run 20261123-090000-0001 (first try) with its checkpoints');
    expect(did.includes(`remove ${older.id}`)).toBe(removes);
    expect(exitCode).toBe(removes ? 0 : 1);
  });

  test('--yes asks nothing, and where nobody is there, nobody is asked', async () => {
    for (const outside of [{ answers: [] }, {}]) {
      const { exitCode, did } = await runs(['remove', '20261123', '--yes'], {}, outside);
      expect(exitCode).toBe(0);
      expect(did).toContain(`remove ${older.id}`);
    }
  });

  test('not what is still running', async () => {
    const { exitCode, err, did } = await runs(['remove', newer.id, '--yes']);
    expect(exitCode).toBe(1);
    expect(err).toContain(`is not over: it is running. \`tuneset runs cancel ${newer.id}\` ends it.`);
    expect(did).not.toContain(`remove ${newer.id}`);
  });
});

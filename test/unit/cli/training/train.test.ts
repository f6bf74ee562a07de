import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ProviderError } from '../../../../src/providers/provider.ts';
import type { PreflightItem } from '../../../../src/runs/preflight-report.ts';
import { folderWith, type Outside, rows, tuneset } from '../harness.ts';
import { eventsOf, type FakeOptions, FakeTraining, record, spec } from './fakes.ts';

const leak: PreflightItem = {
  name: 'leaks',
  title: 'Rows in two splits',
  status: 'error',
  message: '1 row of validation is trained on, too.',
  advice: 'Take it out of one of them.',
  rows: [
    {
      path: '/data/valid.jsonl',
      line: 12,
      column: 2,
      message: 'is row 4 of train.jsonl',
      code: 'split.leak',
    },
  ],
  rowCount: 1,
};
const fine: PreflightItem = {
  name: 'problems',
  title: 'Problems of the rows',
  status: 'ok',
  message: 'None.',
  rows: [],
  rowCount: 0,
};

const whole = eventsOf(
  { type: 'attempt', token: 'secret-token' },
  { type: 'started', handle: { pid: 7 } },
  { type: 'state', state: 'running' },
  { type: 'progress', step: 1, steps: 2, epoch: 0.5 },
  { type: 'metric', step: 1, values: { loss: 1.5, grad_norm: null } },
  { type: 'log', level: 'info', text: 'a line \u001b[31mred' },
  { type: 'metric', step: 2, values: { eval_loss: 1.25, eval_runtime: 0.1 } },
  { type: 'checkpoint', step: 2, path: 'output/checkpoint-2' },
  { type: 'problem', severity: 'warning', message: 'cut', row: { path: 'train.jsonl', line: 3 } },
  { type: 'artifact', kind: 'adapter', location: 'output/adapter' },
  { type: 'state', state: 'succeeded' },
);
const failing = eventsOf(
  { type: 'attempt', token: 't' },
  { type: 'state', state: 'failed', message: 'Out of memory.' },
);

async function train(args: readonly string[], options: FakeOptions = {}, outside: Outside = {}) {
  const training = new FakeTraining({ events: whole, ...options });
  const ran = await tuneset('/data', ['train', ...args], { ...outside, training: training.port });
  return { ...ran, did: training.did, planned: training.planned };
}

describe('what is asked of the plan', () => {
  test('nothing by default', async () => {
    expect((await train([])).planned).toEqual([{ at: path.resolve('/data'), asked: {} }]);
  });

  test('options and --set, each with its type', async () => {
    const { planned } = await train([
      'sub',
      ...['--provider', 'trl', '--method', 'dpo', '-m', 'owner/model', '--name', 'first'],
      ...['--epochs', '2', '--learning-rate', '1e-5', '--batch-size', '8', '--max-length', '512'],
      ...['--rank', '4', '--seed', '0', '--set', 'hyperparameters.packing=true', '--set', 'report=wandb'],
      '--no-validation',
    ]);
    expect(planned).toEqual([
      {
        at: path.resolve('/data/sub'),
        asked: {
          provider: 'trl',
          method: 'dpo',
          baseModel: 'owner/model',
          name: 'first',
          validation: [],
          training: {
            adapter: { rank: 4 },
            hyperparameters: {
              epochs: 2,
              learningRate: 1e-5,
              batchSize: 8,
              maxLength: 512,
              seed: 0,
              packing: true,
            },
            report: ['wandb'],
          },
        },
      },
    ]);
  });

  test('files and a model’s folder are those seen from the working folder', async () => {
    const folder = await folderWith({
      'a.jsonl': rows.good,
      'b.jsonl': rows.good,
      'v.jsonl': rows.good,
      'models/base/config.json': '{}',
    });
    const training = new FakeTraining({ events: whole });
    const args = [
      'train',
      '--train',
      'a.jsonl',
      '--train',
      'b*.jsonl',
      '--validation',
      'v.jsonl',
      '-m',
      'models/base',
    ];
    await tuneset(folder, args, { training: training.port });
    expect(training.planned[0]!.asked).toEqual({
      train: [path.join(folder, 'a.jsonl'), path.join(folder, 'b.jsonl')],
      validation: [path.join(folder, 'v.jsonl')],
      baseModel: path.join(folder, 'models', 'base'),
    });
  });

  test('a model’s folder that is not there is left to the plan to refuse; a name stays one', async () => {
    const { planned } = await train(['-m', './model']);
    expect(planned[0]!.asked).toEqual({ baseModel: path.resolve('/data/model') });
  });

  test.each([
    [['--epochs', 'x'], '--epochs takes a number above 0 and at most 1000, not "x".'],
    [['--provider', 'rya'], '--provider takes one of trl, ray and anyscale, not "rya".'],
    [['--set', 'hyperparameters.epoch=1'], 'Did you mean "hyperparameters.epochs"?'],
    [['--rank', '4', '--set', 'adapter.rank=8'], '--rank and --set adapter.rank say different things'],
    [['--train', 'missing.jsonl'], 'missing.jsonl: there is no such file'],
    [['--dry-run', '--detach'], "option '--dry-run' cannot be used with option '-d, --detach'"],
    [['--epoch', '3'], 'Did you mean --epochs?'],
    [['--ray-address', 'nowhere'], '--ray-address takes the address'],
    [['--override', 'leak'], 'preflight has no check "leak". Did you mean "leaks"?'],
  ])('wrong use: %j', async (args, message) => {
    const { exitCode, err, did } = await train(args, { items: [fine, leak] });
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining(message) });
    expect(did.filter((deed) => deed !== 'discard')).toEqual([]);
  });
});

describe('preflight', () => {
  test('an error blocks, is named with its rows, and says how to go on', async () => {
    const { exitCode, out, err, did } = await train([], { items: [fine, leak] });
    expect(exitCode).toBe(1);
    expect(out).toContain('  ok       problems  None.\n');
    expect(out).toContain('  error    leaks     1 row of validation is trained on, too.\n');
    expect(out).toContain('    valid.jsonl:12:2 is row 4 of train.jsonl  split.leak\n');
    expect(err).toBe(
      'Not started: preflight found errors in leaks. To start all the same: --override leaks\n',
    );
    expect(did).toEqual(['discard']);
  });

  test('goes on where it is overridden by name', async () => {
    const { exitCode, out, did } = await train(['--override', 'leaks,problems'], { items: [fine, leak] });
    expect(exitCode).toBe(0);
    expect(out).toContain('is trained on, too. (overridden)\n');
    // What found no error was not overridden.
    expect(did).toEqual(['open /data', 'start overriding [leaks]', 'close', 'discard']);
  });

  test('what nothing overrides is not offered to be overridden', async () => {
    const firm = { ...fine, name: 'splits', status: 'error' as const, overridable: false as const };
    const { exitCode, out, err } = await train(['--override', 'splits'], { items: [firm, leak] });
    expect(exitCode).toBe(1);
    expect(out).not.toContain('overridden');
    expect(err).toBe('Not started: preflight found errors in splits and leaks. Nothing overrides splits.\n');
  });

  test('a yes to the question does not override, nor does --yes', async () => {
    for (const args of [[], ['--yes']]) {
      const { exitCode, did } = await train(args, { items: [leak] }, { answers: ['yes'] });
      expect({ exitCode, did }).toEqual({ exitCode: 1, did: ['discard'] });
    }
  });

  test('--dry-run starts nothing: 0 where nothing stands in the way, else 1', async () => {
    const free = await train(['--dry-run'], { items: [fine] });
    expect(free).toMatchObject({ exitCode: 0, did: ['discard'] });
    expect(free.out).toContain('Nothing was started');
    expect(await train(['--dry-run'], { items: [leak] })).toMatchObject({ exitCode: 1, did: ['discard'] });
    const overridden = await train(['--dry-run', '--override', 'leaks'], { items: [leak] });
    expect(overridden).toMatchObject({ exitCode: 0, did: ['discard'] });
  });

  test('advice has its reason and source, and the option that follows it', async () => {
    const advice = [
      {
        parameter: 'hyperparameters.epochs',
        current: 3,
        suggested: 10,
        reason: 'There are 12 rows only.',
        source: 'https://example.com/epochs',
      },
    ];
    const { out } = await train(['--dry-run'], { report: { advice } });
    expect(out).toContain('  hyperparameters.epochs: 3 -> 10\n    There are 12 rows only.\n');
    expect(out).toContain('    https://example.com/epochs\n    --set hyperparameters.epochs=10\n');
  });

  test('the estimate says time, disk, memory and price', async () => {
    const estimate = {
      seconds: { low: 60, high: 180 },
      price: { amount: 1.5, currency: 'USD' as const, basis: '2 GPU hours' },
      diskBytes: 2_000_000,
      memoryBytes: 3e9,
      notes: ['A guess.'],
    };
    const { out } = await train(['--dry-run'], { report: { estimate } });
    expect(out).toContain(
      'Estimate 1 min to 3 min, 2 MB of disk, 3 GB of memory, $1.50 (2 GPU hours)\n  A guess.\n',
    );
  });

  test('more rows than anybody reads are counted', async () => {
    const row = leak.rows[0]!;
    const many = { ...leak, rows: Array.from({ length: 100 }, () => row), rowCount: 1500 };
    const { out } = await train([], { items: [many] });
    expect(out.split('valid.jsonl:12:2')).toHaveLength(21);
    expect(out).toContain('    and 1,480 more\n');
  });

  test('what rows and servers say is escaped', async () => {
    const evil = '\u001b]0;owned\u0007';
    const item = {
      ...leak,
      message: evil,
      advice: evil,
      rows: [{ ...leak.rows[0]!, path: `/data/${evil}`, message: evil }],
    };
    const { out, err } = await train([], {
      items: [item],
      plan: { spec: { ...spec, baseModel: evil } },
      report: { estimate: { notes: [evil] } },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
    expect(out + err).not.toMatch(/[\u0007\u001b]/);
    expect(out.split('\\u001b]0;owned\\u0007').length).toBe(7);
  });
});

describe('the question', () => {
  test.each([
    ['y', true],
    [' YES ', true],
    ['', false],
    ['no', false],
    [undefined, false],
  ])('answered with %j', async (answer, starts) => {
    const { exitCode, err, did } = await train([], {}, { answers: [answer] });
    expect(err).toContain('Start the run? [y/N] ');
    expect(exitCode).toBe(starts ? 0 : 1);
    expect(did.includes('start overriding []')).toBe(starts);
    expect(did.at(-1)).toBe('discard');
  });

  test.each([['--yes'], ['--json']])('is not asked with %s', async (option) => {
    const { exitCode, err } = await train([option], {}, { answers: [] });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });
});

describe('a run that is followed', () => {
  test('one line an event, safe for a log', async () => {
    const { exitCode, out, err } = await train(['--plain', '--install'], {}, { terminal: true });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.slice(out.indexOf('Run '))).toBe(
      [
        `Run ${record.id}`,
        '2026-11-24T10:15:00Z attempt 1',
        '2026-11-24T10:15:01Z started pid 7',
        '2026-11-24T10:15:02Z running',
        '2026-11-24T10:15:03Z step 1/2 epoch 0.5',
        '2026-11-24T10:15:04Z metric at step 1: loss 1.5, grad_norm no number',
        '2026-11-24T10:15:05Z log a line \\u001b[31mred',
        '2026-11-24T10:15:06Z metric at step 2: eval_loss 1.25, eval_runtime 0.1',
        '2026-11-24T10:15:07Z checkpoint at step 2: output/checkpoint-2',
        '2026-11-24T10:15:08Z warning train.jsonl:3: cut',
        '2026-11-24T10:15:09Z adapter output/adapter',
        '2026-11-24T10:15:10Z succeeded',
        `${record.id} succeeded.`,
        '',
      ].join('\n'),
    );
  });

  test('as JSON lines: preflight, run, events, end; never the token', async () => {
    const { exitCode, out, err } = await train(['--json'], { items: [fine] });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      'preflight',
      'run',
      ...whole.map(({ type }) => type),
      'end',
    ]);
    expect(lines[0]).toMatchObject({ provider: 'trl', blocked: [], items: [{ name: 'problems' }] });
    expect(lines.at(-1)).toMatchObject({ id: record.id, state: 'succeeded' });
    expect(out).not.toContain('secret-token');
  });

  test('on a terminal a bar is drawn in place, and gone at the end', async () => {
    const { out } = await train([], {}, { terminal: true, env: { LANG: 'C.UTF-8' } });
    expect(out).toContain('\r\u001b[K');
    const last = out.slice(out.lastIndexOf('\r\u001b[K'));
    expect(last).toContain('succeeded');
    expect(out).toContain('checkpoint at step 2: output/checkpoint-2\n');
    expect(out).toContain('validation loss 1.25 at step 2\n');
    expect(out).not.toContain('a line');
  });

  test('a dumb terminal is no place for a bar', async () => {
    const { out } = await train([], {}, { terminal: true, env: { TERM: 'dumb' } });
    expect(out).not.toContain('\u001b');
    expect(out).toContain('2026-11-24T10:15:10Z succeeded\n');
  });

  test('a run that fails: exit code 1, with what it said', async () => {
    const { exitCode, out } = await train([], { events: failing });
    expect(exitCode).toBe(1);
    expect(out).toContain(`${record.id} failed. Out of memory.\n`);
  });

  test('--detach returns at once, and says how to find it again', async () => {
    const { exitCode, out, did } = await train(['--detach']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Run ${record.id}\n`);
    expect(out).toContain(`tuneset runs follow ${record.id}`);
    expect(out).not.toContain('succeeded');
    expect(did).toEqual(['open /data', 'start overriding []', 'close', 'discard']);
  });
});

test('--detach waits for no run, but a start that the provider refused is told', async () => {
  const { exitCode, out } = await train(['--detach'], { events: failing, startState: 'failed' });
  expect(exitCode).toBe(1);
  expect(out).toContain(`${record.id} failed. Out of memory.\n`);
});

describe('Ctrl+C', () => {
  const cancelled = eventsOf(
    { type: 'attempt', token: 't' },
    { type: 'state', state: 'running' },
    { type: 'state', state: 'cancelled' },
  );

  function interrupted(options: FakeOptions, args: readonly string[] = []) {
    let interrupt: () => void = () => {};
    const training = new FakeTraining(options);
    const ran = tuneset('/data', ['train', '--plain', ...args], {
      training: training.port,
      interrupter: (given) => {
        interrupt = given;
      },
    });
    return { ran, did: training.did, interrupt: () => interrupt() };
  }

  test('once: the run is asked to stop, and followed to its end', async () => {
    const { ran, did, interrupt } = interrupted({ events: cancelled, holdAfter: 2 });
    await vi.waitUntil(() => did.includes('held'));
    interrupt();
    const { exitCode, out, err } = await ran;
    expect(exitCode).toBe(1);
    expect(err).toContain('asked to stop with a checkpoint. Ctrl+C again leaves it to itself');
    expect(out).toContain(`${record.id} cancelled.`);
    expect(did.filter((deed) => deed.startsWith('cancel'))).toEqual([`cancel ${record.id}`]);
  });

  test('twice: it is left to itself', async () => {
    // What it is asked does not end it: as if it took long.
    const { ran, did, interrupt } = interrupted({ events: cancelled, holdAfter: 2 });
    await vi.waitUntil(() => did.includes('held'));
    interrupt();
    interrupt();
    const { exitCode, out, err } = await ran;
    expect(exitCode).toBe(1);
    expect(out).not.toContain('cancelled');
    expect(err).toContain(`The run goes on by itself. \`tuneset runs follow ${record.id}\` shows it`);
    expect(did.slice(-2)).toEqual(['close', 'discard']);
  });

  test('before the start: nothing is started', async () => {
    const waiting: FakeOptions['analyse'] = (_plan, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        queueMicrotask(() => begun.push('analysis'));
      });
    const begun: string[] = [];
    const { ran, did, interrupt } = interrupted({ analyse: waiting });
    await vi.waitUntil(() => begun.length > 0);
    interrupt();
    expect(await ran).toMatchObject({ exitCode: 1, err: 'Interrupted: nothing was started.\n' });
    expect(did).toEqual([]);
  });
});

describe('the environment', () => {
  const lacking = {
    ready: false,
    preparable: true,
    items: [
      { name: 'Python', status: 'ok' as const, found: '3.11.9' },
      { name: 'Environment', status: 'error' as const, found: 'none', advice: 'Install it.' },
    ],
  };

  test('--check-environment says what is there and what is missing', async () => {
    const { exitCode, out, planned } = await train(['--check-environment'], { environment: lacking });
    expect({ exitCode, planned }).toEqual({ exitCode: 1, planned: [] });
    expect(out).toBe(
      [
        'TRL on this machine',
        '  ok       Python       3.11.9',
        '  error    Environment  none',
        '                        Install it.',
        '`tuneset train --check-environment --install` makes what is missing.',
        '',
      ].join('\n'),
    );
  });

  test('with --install it is made, and looked at again', async () => {
    const { exitCode, out, err, did } = await train(['--check-environment', '--install'], {
      environment: lacking,
    });
    expect({ exitCode, did, err }).toEqual({ exitCode: 0, did: ['prepare'], err: 'Installing torch\n' });
    expect(out).toContain('Ready to train.');
  });

  test('as JSON', async () => {
    const { out } = await train(['--check-environment', '--json'], { environment: lacking });
    expect(JSON.parse(out)).toEqual({ type: 'environment', provider: 'trl', ...lacking });
  });

  test('train --install makes it before the start; what is there is not made again', async () => {
    const made = await train(['--install'], { environment: lacking });
    expect(made.did).toEqual(['prepare', 'open /data', 'start overriding []', 'close', 'discard']);
    expect((await train(['--install'])).did).not.toContain('prepare');
  });

  test('nothing is installed for a run that can not start anyway', async () => {
    const blocked = await train(['--install'], { items: [leak], environment: lacking });
    expect(blocked.did).toEqual(['discard']);
    const estimate = { notes: [], obstacle: 'QLoRA needs a GPU.' };
    const hopeless = { environment: lacking, report: { estimate } };
    expect((await train(['--install'], hopeless)).did).not.toContain('prepare');
  });

  test('without it, what blocks says how to make it', async () => {
    const item = { ...leak, name: 'environment', rows: [], rowCount: 0 };
    const { err } = await train([], { items: [item], environment: lacking });
    expect(err).toContain('errors in environment. --install makes the environment. To start');
  });
});

describe('errors that a person can act on', () => {
  const thrown = (error: Error): FakeOptions => ({
    planRun: async () => {
      throw error;
    },
  });

  test('of the plan: wrong use', async () => {
    const error = Object.assign(new Error('Say which base model: --base-model.'), { name: 'PlanError' });
    expect(await train([], thrown(error))).toMatchObject({
      exitCode: 2,
      err: 'Say which base model: --base-model.\n',
    });
  });

  test('of the provider: not started', async () => {
    const { exitCode, err } = await train([], thrown(new ProviderError('No cluster\u001b answers.')));
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: 'No cluster\\u001b answers.\n' });
  });

  test('anything else is a bug, and says so', async () => {
    const { exitCode, err } = await train([], thrown(new TypeError('x is undefined')));
    expect(exitCode).toBe(2);
    expect(err).toContain('this is a bug of it');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../src/providers/observation.ts';
import type { LedgerEntry, RunEvent } from '../../../src/runs/event.ts';
import { RunFold } from '../../../src/runs/fold.ts';
import { SeriesBuilder, seriesOf } from '../../../src/runs/series.ts';

type Told =
  | Seen
  | (LedgerEntry extends infer E ? (E extends { time: string } ? Omit<E, 'time'> : never) : never);

/** Events of a run, a second apart. An `attempt` begins the next attempt. */
function events(...told: readonly Told[]): RunEvent[] {
  let attempt = 0;
  return told.map((entry, index) => {
    attempt += entry.type === 'attempt' ? 1 : 0;
    return { seq: index + 1, attempt, time: timeOf(index), cursor: `c${index + 1}`, ...entry } as RunEvent;
  });
}

function timeOf(second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
}

function fold(...told: readonly Told[]): RunFold {
  const folded = new RunFold();
  for (const event of events(...told)) {
    folded.take(event);
  }
  return folded;
}

const begin = { type: 'attempt', token: 't' } as const;
const running = { type: 'state', state: 'running' } as const;

function progress(step: number, steps?: number): Seen {
  return { type: 'progress', step, ...(steps === undefined ? {} : { steps }) };
}

function loss(step: number, value: number | null = 1 / step): Seen {
  return { type: 'metric', step, values: { loss: value } };
}

function checkpoint(step: number): Seen {
  return { type: 'checkpoint', step, path: `output/checkpoint-${step}` };
}

describe('state', () => {
  test.each<[string, readonly Told[], object]>([
    ['nothing', [], { state: 'starting', attempt: 0, started: undefined, ended: undefined }],
    ['an attempt', [begin], { state: 'starting', attempt: 1, started: timeOf(0) }],
    [
      'a state with a message',
      [begin, { type: 'state', state: 'queued', message: 'Third in line.' }],
      { state: 'queued', message: 'Third in line.' },
    ],
    [
      'a state without one',
      [begin, { type: 'state', state: 'queued', message: 'Third in line.' }, running],
      { state: 'running', message: undefined },
    ],
    [
      'an end',
      [begin, running, { type: 'state', state: 'succeeded' }],
      { state: 'succeeded', ended: timeOf(2) },
    ],
    [
      'a state that is new to us',
      [begin, { type: 'state', state: 'pausing' }],
      { state: 'pausing', ended: undefined },
    ],
    ['a wish to end', [begin, running, { type: 'cancel-requested' }], { state: 'cancelling' }],
    [
      'what goes on after a wish to end',
      [begin, { type: 'cancel-requested' }, running, { type: 'state', state: 'saving', message: 'Saving.' }],
      { state: 'cancelling', message: 'Saving.' },
    ],
    [
      'an end after a wish to end',
      [begin, { type: 'cancel-requested' }, { type: 'state', state: 'cancelled' }],
      { state: 'cancelled', ended: timeOf(2) },
    ],
    [
      'a success that was faster than the wish to end',
      [begin, { type: 'cancel-requested' }, { type: 'state', state: 'succeeded' }],
      { state: 'succeeded' },
    ],
    [
      'a wish to end that was late',
      [begin, { type: 'state', state: 'failed' }, { type: 'cancel-requested' }],
      { state: 'failed' },
    ],
    [
      'a second attempt',
      [
        begin,
        { type: 'cancel-requested' },
        { type: 'state', state: 'cancelled', message: 'Cancelled.' },
        begin,
      ],
      { state: 'starting', message: undefined, attempt: 2, started: timeOf(0), ended: undefined },
    ],
  ])('after %s', (_, told, expected) => {
    expect(fold(...told).summary()).toMatchObject(expected);
  });

  test('an attempt has what is needed to find and observe it', () => {
    const first = fold(begin, { type: 'started', handle: { pid: 7 } }, running);
    expect(first.attempt).toEqual({
      number: 1,
      token: 't',
      resumeFrom: undefined,
      handle: { pid: 7 },
      cursor: 'c3',
      cancelRequested: false,
    });
    const second = fold(begin, { type: 'started', handle: { pid: 7 } }, running, {
      type: 'attempt',
      token: 'u',
      resumeFrom: 'output/checkpoint-5',
    });
    expect(second.attempt).toEqual({
      number: 2,
      token: 'u',
      resumeFrom: 'output/checkpoint-5',
      handle: undefined,
      cursor: undefined,
      cancelRequested: false,
    });
  });
});

test('checkpoints that were removed are there no more, and alone make nothing resumable', () => {
  const removed = { type: 'checkpoint-removed', path: 'output/checkpoint-2' } as const;
  const { checkpoints } = fold(begin, checkpoint(2), checkpoint(4), removed).summary();
  expect(checkpoints).toEqual([{ step: 4, path: 'output/checkpoint-4' }]);
  const ended = fold(begin, checkpoint(2), removed, { type: 'state', state: 'failed' });
  expect(ended.summary().resumable).toBe(false);
});

describe('resumable', () => {
  test.each([
    ['interrupted', true],
    ['failed', true],
    ['cancelled', true],
    ['succeeded', false],
    ['unknown', false],
    ['running', false],
  ])('%s: %s', (state, resumable) => {
    expect(fold(begin, checkpoint(3), { type: 'state', state }).summary().resumable).toBe(resumable);
    expect(fold(begin, { type: 'state', state }).summary().resumable).toBe(false);
  });
});

describe('time left', () => {
  test('comes from the pace between the first and the last step told', () => {
    expect(fold(begin, progress(0, 100)).summary().secondsLeft).toBeUndefined();
    expect(fold(begin, progress(0, 100), progress(5, 100)).summary().secondsLeft).toBe(19);
    expect(fold(begin, progress(0, 100), progress(5), loss(10)).summary().secondsLeft).toBe(18);
    expect(fold(begin, progress(4), progress(5)).summary().secondsLeft).toBeUndefined();
    expect(fold(begin, progress(9, 10), progress(12, 10)).summary().secondsLeft).toBe(0);
  });

  test('is not told of what is over', () => {
    expect(
      fold(begin, progress(0, 100), progress(5), { type: 'state', state: 'failed' }).summary().secondsLeft,
    ).toBeUndefined();
  });

  test('comes from the pace of the attempt that is under way', () => {
    const told = [begin, progress(0, 100), progress(90), checkpoint(90)] as const;
    const resumed = { ...begin, resumeFrom: 'output/checkpoint-90' };
    expect(fold(...told, resumed).summary()).toMatchObject({ step: 90, secondsLeft: undefined });
    expect(fold(...told, resumed, progress(90), progress(91)).summary()).toMatchObject({
      step: 91,
      secondsLeft: 9,
    });
  });

  test('a time that is none is left out', () => {
    const odd = new RunFold();
    for (const event of events(begin, progress(0, 10), progress(5))) {
      odd.take({ ...event, time: 'soon' });
    }
    expect(odd.summary()).toMatchObject({ step: 5, secondsLeft: undefined });
  });
});

test('metrics, losses, facts, artifacts and problems are gathered', () => {
  const { latest, losses, facts, artifacts, problems, epoch } = fold(
    begin,
    loss(1, 4),
    { type: 'metric', step: 2, epoch: 0.5, values: { loss: null, eval_loss: 3, constructor: 1 } },
    loss(3, 2),
    { type: 'facts', values: { torch: '2.13.0', gpus: 0 } },
    { type: 'facts', values: { gpus: 1 } },
    { type: 'artifact', kind: 'adapter', location: 'output/adapter', files: [] },
    { type: 'artifact', kind: 'adapter', location: 'output/adapter' },
    {
      type: 'problem',
      severity: 'error',
      message: 'Bad row.',
      advice: 'Mend it.',
      row: { path: 'a.jsonl', line: 3 },
    },
    { type: 'problem', severity: 'warning', message: 'Slow.' },
  ).summary();
  expect(latest).toEqual({ loss: 2, eval_loss: 3, constructor: 1 });
  expect(losses).toEqual([4, 2]);
  expect(facts).toEqual({ torch: '2.13.0', gpus: 1 });
  expect(artifacts).toEqual([{ kind: 'adapter', location: 'output/adapter' }]);
  expect(problems).toEqual([
    { severity: 'error', message: 'Bad row.', advice: 'Mend it.', row: { path: 'a.jsonl', line: 3 } },
    { severity: 'warning', message: 'Slow.' },
  ]);
  expect(epoch).toBe(0.5);
});

test('a new attempt begins without the problems of the last', () => {
  const told = [begin, { type: 'problem', severity: 'error', message: 'Out of memory.' }] as const;
  expect(fold(...told, begin).summary().problems).toEqual([]);
});

test('thirty losses at most, evenly, the first and the last among them', () => {
  const { losses } = fold(
    begin,
    ...Array.from({ length: 1000 }, (_, index) => loss(index + 1, index)),
  ).summary();
  expect(losses).toHaveLength(30);
  expect([losses[0], losses[29]]).toEqual([0, 999]);
  const gaps = losses.slice(1).map((value, index) => value - losses[index]!);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
});

test('a resumed attempt takes back what came after its checkpoint', () => {
  const told = [
    begin,
    ...[1, 2, 3, 4].map((step) => loss(step)),
    checkpoint(2),
    checkpoint(4),
    loss(5),
    { type: 'state', state: 'interrupted' },
    { ...begin, resumeFrom: 'output/checkpoint-2' },
    loss(3, 30),
  ] as const;
  expect(fold(...told).summary()).toMatchObject({
    step: 3,
    losses: [1, 1 / 2, 30],
    checkpoints: [{ step: 2, path: 'output/checkpoint-2' }],
  });
  expect(seriesOf(events(...told))).toEqual({
    steps: [1, 2, 3],
    times: [1, 2, 10].map((second) => Date.UTC(2026, 0, 1) / 1000 + second),
    values: { loss: [1, 1 / 2, 30] },
  });
  expect(seriesOf(events(...told, begin)).steps).toEqual([]);
});

test('a checkpoint that nobody knows tells its step by its name', () => {
  const told = [
    begin,
    loss(4),
    loss(6),
    loss(7),
    { ...begin, resumeFrom: 's3://bucket/run/checkpoint-6' },
  ] as const;
  expect(seriesOf(events(...told)).steps).toEqual([4, 6]);
  expect(fold(...told).summary().step).toBe(6);
});

test('values of one step are one point, and a step that comes late is put in its place', () => {
  const series = seriesOf(
    events(begin, loss(1, 4), loss(3, 2), { type: 'metric', step: 3, values: { eval_loss: 5 } }, loss(2, 3)),
  );
  expect(series.steps).toEqual([1, 2, 3]);
  expect(series.values).toEqual({ loss: [4, 3, 2], eval_loss: [null, null, 5] });
});

test('points after a step are told alone', () => {
  const builder = new SeriesBuilder();
  for (const event of events(begin, loss(1), loss(2), loss(3))) {
    builder.take(event);
  }
  expect(builder.series(2)).toMatchObject({ steps: [3], values: { loss: [1 / 3] } });
  expect(builder.series(3)).toEqual({ steps: [], times: [], values: {} });
});

const step = fc.integer({ min: 0, max: 12 });
const arbitraryTold: fc.Arbitrary<Told> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('metric' as const),
      step,
      values: fc.dictionary(
        fc.constantFrom('loss', 'eval_loss', '__proto__', 'constructor'),
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
      ),
    }),
  },
  { weight: 3, arbitrary: step.map(checkpoint) },
  {
    weight: 1,
    arbitrary: fc
      .option(step, { nil: undefined })
      .map((at) => (at === undefined ? begin : { ...begin, resumeFrom: `output/checkpoint-${at}` })),
  },
  { weight: 2, arbitrary: step.map((at) => progress(at, 12)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('running', 'failed', 'cancelled', 'odd')
      .map((state) => ({ type: 'state' as const, state })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'cancel-requested' as const }) },
);

test('a series holds the points that no later attempt trained again', () => {
  fc.assert(
    fc.property(fc.array(arbitraryTold, { maxLength: 60 }), (told) => {
      const all = events(begin, ...told);
      const survives = (event: RunEvent & { step: number }): boolean =>
        all
          .slice(event.seq)
          .every(
            (later) =>
              later.type !== 'attempt' || event.step <= Number(/\d+$/.exec(later.resumeFrom ?? '0')![0]),
          );
      const points = new Map<number, Map<string, number | null>>();
      for (const event of all) {
        if (event.type === 'metric' && survives(event)) {
          const values = points.get(event.step) ?? new Map();
          for (const [name, value] of Object.entries(event.values)) {
            values.set(name, value);
          }
          points.set(event.step, values);
        }
      }
      const series = seriesOf(all);
      expect(series.steps).toEqual([...points.keys()].sort((a, b) => a - b));
      expect(series.times).toHaveLength(series.steps.length);
      for (const [name, column] of Object.entries(series.values)) {
        expect(column).toEqual(series.steps.map((at) => points.get(at)!.get(name) ?? null));
      }
    }),
  );
});

test('a fold that is looked at after every event says what one says that is looked at once', () => {
  fc.assert(
    fc.property(fc.array(arbitraryTold, { maxLength: 40 }), (told) => {
      const watched = new RunFold();
      const quiet = new RunFold();
      for (const event of events(begin, ...told)) {
        const before = structuredClone(watched.summary());
        const kept = watched.summary();
        watched.take(event);
        // What was given out stays as it was.
        expect(kept).toEqual(before);
        quiet.take(event);
        watched.summary();
      }
      expect(watched.summary()).toEqual(quiet.summary());
      const { state, losses, secondsLeft, checkpoints, attempt } = quiet.summary();
      expect(losses.length).toBeLessThanOrEqual(30);
      expect(secondsLeft === undefined || secondsLeft >= 0).toBe(true);
      expect(new Set(checkpoints.map(({ path }) => path)).size).toBe(checkpoints.length);
      expect(attempt).toBe(1 + told.filter(({ type }) => type === 'attempt').length);
      const current = told.slice(told.findLastIndex(({ type }) => type === 'attempt') + 1);
      const last = current.findLast((entry) => entry.type === 'state');
      const over = ['failed', 'cancelled'].includes(last?.state ?? '');
      expect(quiet.final).toBe(over);
      expect(over ? last!.state : state).toBe(state);
    }),
  );
});

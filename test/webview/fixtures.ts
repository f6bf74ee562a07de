import type { LogLine, RunView, Series } from '../../src/webview/protocol.ts';

/** Runs as an editor would send them, the same each time. */
export interface Fixture {
  readonly runs: readonly RunView[];
  readonly focus: string;
  readonly series: Readonly<Record<string, Series>>;
  readonly logs: Readonly<Record<string, readonly LogLine[]>>;
}

const start = Date.parse('2026-11-23T14:02:11.000Z');
const iso = (seconds: number) => new Date(start + seconds * 1000).toISOString();

/** Numbers from 0 to 1 that look random (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Shape {
  readonly seed: number;
  /** Steps so far, one row for each `every`. */
  readonly steps: number;
  readonly every: number;
  readonly evaluateEvery: number;
  readonly total: number;
  readonly from: number;
  readonly to: number;
  readonly rate: number;
  readonly secondsPerStep: number;
  readonly startsAt: number;
}

export const usual: Shape = {
  seed: 7,
  steps: 620,
  every: 5,
  evaluateEvery: 100,
  total: 1000,
  from: 2.35,
  to: 0.62,
  rate: 2e-4,
  secondsPerStep: 1.21,
  startsAt: 38,
};

/** A run's metrics as TRL logs them: falling loss with noise, a validation now and then that begins to rise. */
export function seriesOf(shape: Shape): Series {
  const noise = random(shape.seed);
  const rows: { step: number; values: Record<string, number> }[] = [];
  for (let step = shape.every; step <= shape.steps; step += shape.every) {
    const share = step / shape.total;
    const fall = shape.to + (shape.from - shape.to) * Math.exp(-5 * share);
    const values: Record<string, number> = {
      loss: fall + (noise() - 0.5) * 0.28 * (0.4 + fall / 2),
      learning_rate: shape.rate * Math.min(1, step / 50) * (0.5 + 0.5 * Math.cos(Math.PI * share)),
      grad_norm: 0.4 + noise() * 0.5 + 1.6 * Math.exp(-8 * share),
      mean_token_accuracy: 0.86 - 0.4 * Math.exp(-4 * share) + (noise() - 0.5) * 0.03,
      entropy: 0.7 + 1.1 * Math.exp(-4 * share) + (noise() - 0.5) * 0.1,
      num_tokens: step * 4096,
    };
    if (step % shape.evaluateEvery === 0) {
      values.eval_loss = fall + 0.06 + 0.35 * share ** 3;
      values.eval_mean_token_accuracy = 0.84 - 0.4 * Math.exp(-4 * share);
      values.eval_runtime = 4.2;
    }
    rows.push({ step, values });
  }
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return {
    steps: rows.map(({ step }) => step),
    times: rows.map(({ step }) => start / 1000 + shape.startsAt + step * shape.secondsPerStep),
    values: Object.fromEntries(names.map((name) => [name, rows.map(({ values }) => values[name] ?? null)])),
  };
}

function latestOf(series: Series): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(series.values).map(([name, values]) => [
      name,
      values.findLast((value) => value !== null) ?? null,
    ]),
  );
}

const details: RunView['details'] = [
  {
    title: 'Model',
    entries: [
      ['Base model', 'HuggingFaceTB/SmolLM2-360M-Instruct'],
      ['Method', 'SFT'],
      ['Adapter', 'LoRA, rank 16, alpha 32, dropout 0.05'],
      ['Target modules', 'all-linear'],
    ],
  },
  {
    title: 'Hyperparameters',
    entries: [
      ['Epochs', '3'],
      ['Learning rate', '0.0002, cosine, 5 % warm-up'],
      ['Batch size', '2 × 8 = 16 rows a step'],
      ['Maximum length', '2,048 tokens'],
      ['Seed', '42'],
    ],
  },
  {
    title: 'Data',
    entries: [
      ['Training rows', '5,333 of train.jsonl (OpenAI chat)'],
      ['Validation rows', '412 of validation.jsonl (OpenAI chat)'],
      ['Fingerprint', 'sha256:9f2c4e0b7d31a86e52c0f1d94b7a3e6685d20c17fa94e3b08c6d5e1f2a7b9c40'],
      ['Commit', '8c282ae (clean)'],
    ],
  },
  {
    title: 'Environment',
    entries: [
      ['Python', '3.11.9'],
      ['torch', '2.13.0'],
      ['trl', '1.13.0'],
      ['peft', '0.21.0'],
      ['Device', 'NVIDIA GeForce RTX 4090, 24 GB'],
      ['Trainable parameters', '8,683,520 of 370,504,640 (2.34 %)'],
    ],
  },
];

export function runOf(id: string, name: string, shape: Shape, more: Partial<RunView> = {}): RunView {
  const checkpoints = Array.from({ length: Math.floor(shape.steps / 200) }, (_, index) => ({
    step: (index + 1) * 200,
    path: `output/checkpoint-${(index + 1) * 200}`,
  }));
  return {
    id,
    name,
    provider: 'TRL on this machine',
    method: 'sft',
    baseModel: 'HuggingFaceTB/SmolLM2-360M-Instruct',
    state: 'running',
    message: undefined,
    final: false,
    attempt: 1,
    created: iso(0),
    started: iso(4),
    ended: undefined,
    step: shape.steps,
    steps: shape.total,
    epoch: (shape.steps / shape.total) * 3,
    secondsLeft: (shape.total - shape.steps) * shape.secondsPerStep,
    latest: latestOf(seriesOf(shape)),
    checkpoints,
    artifacts: [],
    problems: [],
    details,
    actions: ['cancel', 'openLog', 'reveal', 'copyCommand'],
    ...more,
  };
}

export function logOf(lines: number): LogLine[] {
  const noise = random(3);
  return Array.from({ length: lines }, (_, index): LogLine => {
    const time = iso(4 + index * 0.4);
    if (index === 0) {
      return { time, level: 'info', text: 'Loading HuggingFaceTB/SmolLM2-360M-Instruct …' };
    }
    if (index % 97 === 40) {
      return {
        time,
        level: 'warning',
        text: `Row ${Math.floor(noise() * 5000)} has 2,311 tokens: cut at 2,048, its answer is cut short`,
      };
    }
    if (index % 401 === 333) {
      return { time, level: 'error', text: 'OSError: [Errno 28] No space left on device: retrying in 10 s' };
    }
    const step = index * 2;
    return {
      time,
      level: 'info',
      text: `{'loss': ${(0.6 + noise() * 0.3).toFixed(4)}, 'grad_norm': ${(0.4 + noise()).toFixed(4)}, 'learning_rate': 1.${step % 97}e-04, 'epoch': ${(step / 333).toFixed(2)}}`,
    };
  });
}

const shorter: Shape = {
  ...usual,
  seed: 11,
  steps: 1000,
  from: 2.4,
  to: 0.48,
  rate: 5e-4,
  evaluateEvery: 50,
  secondsPerStep: 1.4,
  startsAt: -7000,
};

/** A run that goes on, one that is done and compared with it, and others. */
export function comparison(): Fixture {
  const done = runOf('run-b', 'support-bot r64', shorter, {
    state: 'succeeded',
    final: true,
    created: iso(-7200),
    started: iso(-7100),
    ended: iso(-5500),
    step: 1000,
    epoch: 3,
    secondsLeft: undefined,
    artifacts: [{ kind: 'adapter', location: 'output/adapter' }],
    actions: ['rerun', 'openLog', 'reveal', 'copyCommand'],
  });
  const small = { ...usual, seed: 5, steps: 40 };
  return {
    runs: [
      runOf('run-a', 'support-bot r16', usual),
      done,
      runOf('run-c', 'support-bot r16, learning rate too high', small, {
        state: 'failed',
        final: true,
        created: iso(-90_000),
        started: iso(-89_990),
        ended: iso(-89_800),
        actions: ['rerun', 'openLog'],
      }),
      runOf('run-d', 'orpo-preferences', small, {
        method: 'orpo',
        state: 'interrupted',
        final: true,
        created: iso(-180_000),
        actions: ['resume', 'rerun'],
      }),
    ],
    focus: 'run-a',
    series: {
      'run-a': seriesOf(usual),
      'run-b': seriesOf(shorter),
      'run-c': seriesOf(small),
      'run-d': seriesOf(small),
    },
    logs: { 'run-a': logOf(5000), 'run-b': logOf(100) },
  };
}

/** Just started: nothing logged. */
export function empty(): Fixture {
  const shape = { ...usual, steps: 0 };
  const run = runOf('run-a', 'support-bot r16', shape, {
    state: 'preparing',
    message: 'Installing the training environment: torch 2.13.0',
    steps: undefined,
    epoch: undefined,
    secondsLeft: undefined,
    latest: {},
    details: details.slice(0, 3),
  });
  return { runs: [run], focus: 'run-a', series: { 'run-a': seriesOf(shape) }, logs: {} };
}

/** One value of everything. */
export function single(): Fixture {
  const shape = { ...usual, steps: 5, evaluateEvery: 5 };
  return {
    runs: [runOf('run-a', 'support-bot r16', shape)],
    focus: 'run-a',
    series: { 'run-a': seriesOf(shape) },
    logs: {},
  };
}

/** Ended by a row, after its loss was no number any more. */
export function failed(): Fixture {
  const shape = { ...usual, steps: 240 };
  const series = seriesOf(shape);
  const loss = series.values.loss!.map((value, row) => ((row > 36 && row < 40) || row > 44 ? null : value));
  return {
    runs: [
      runOf('run-a', 'support-bot r16', shape, {
        state: 'failed',
        final: true,
        ended: iso(380),
        message: 'Training ended at step 240: a row could not be rendered with the chat template.',
        problems: [
          {
            severity: 'error',
            message:
              'train.jsonl, row 1,204: the chat template failed with “Conversation roles must alternate user/assistant/user/assistant/…”.',
            advice: 'Merge the two user messages in a row, or leave the row out.',
            row: { path: 'train.jsonl', line: 1204 },
          },
          {
            severity: 'warning',
            message: '37 rows are longer than 2,048 tokens and were cut.',
            advice: 'Raise training.hyperparameters.maxLength to 2,560 to keep 99 % of the rows whole.',
            row: { path: 'train.jsonl', line: 88 },
          },
          { severity: 'warning', message: 'The loss was not a finite number at 7 steps.' },
        ],
        actions: ['resume', 'rerun', 'openLog', 'reveal', 'copyCommand'],
      }),
    ],
    focus: 'run-a',
    series: { 'run-a': { ...series, values: { ...series.values, loss } } },
    logs: { 'run-a': logOf(400) },
  };
}

/** Texts that would run, load or disturb if they were taken for HTML. */
export function hostile(): Fixture {
  const evil = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>';
  const shape = { ...usual, steps: 100 };
  const series = seriesOf(shape);
  return {
    runs: [
      runOf(evil, evil, shape, {
        state: evil,
        provider: evil,
        method: evil,
        baseModel: evil,
        message: evil,
        problems: [{ severity: 'error', message: evil, advice: evil, row: { path: evil, line: 1 } }],
        checkpoints: [{ step: 40, path: evil }],
        artifacts: [{ kind: evil, location: evil }],
        details: [{ title: evil, entries: [[evil, evil]] }],
        latest: { [evil]: 1, ...JSON.parse('{"__proto__": 2}') },
      }),
    ],
    focus: evil,
    series: {
      [evil]: {
        ...series,
        values: { ...series.values, [evil]: series.values.loss!, constructor: series.values.loss! },
      },
    },
    logs: { [evil]: [{ time: evil, level: 'info', text: `${evil}\u001b[31mred\u001b[0m \u202eabc` }] },
  };
}

/** As long as runs get. */
export function huge(points: number): Fixture {
  const shape = { ...usual, steps: points, every: 1, total: points, evaluateEvery: 1000 };
  const series = seriesOf(shape);
  return {
    runs: [runOf('run-a', 'long run', shape, { checkpoints: [] })],
    focus: 'run-a',
    series: { 'run-a': series },
    logs: {},
  };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DriverStream, type StreamItem } from '../../../src/providers/driver-stream.ts';

const token = 'c0ffee';
const time = '2026-11-24T10:00:00.000Z';
const now = () => new Date(time);

function event(n: number, fields: object): string {
  return `@@FT:${token} ${JSON.stringify({ n, time, ...fields })}\n`;
}

function read(chunks: readonly string[], options: object = {}): StreamItem[] {
  const stream = new DriverStream(token, { now, ...options });
  return [...chunks.flatMap((chunk) => stream.push(chunk)), ...stream.end()];
}

function said(text: string): string[] {
  return read([text]).map(({ n, observation }) =>
    observation.type === 'log' ? observation.text : `${n}:${observation.type}`,
  );
}

describe('what the driver prints', () => {
  test('event lines are observations, other lines are log', () => {
    const items = read([
      `Loading weights\n${event(1, { type: 'state', state: 'running' })}\n  \nstep one\n`,
      event(2, { type: 'metric', step: 1, epoch: 0.5, values: { loss: 2.5, grad_norm: null } }),
    ]);
    expect(items).toEqual([
      {
        observation: { time, type: 'log', level: 'info', text: 'Loading weights' },
        position: { n: 0, logs: 1 },
      },
      { n: 1, observation: { time, type: 'state', state: 'running' }, position: { n: 1, logs: 0 } },
      { observation: { time, type: 'log', level: 'info', text: 'step one' }, position: { n: 1, logs: 1 } },
      {
        n: 2,
        observation: { time, type: 'metric', step: 1, epoch: 0.5, values: { loss: 2.5, grad_norm: null } },
        position: { n: 2, logs: 0 },
      },
    ]);
  });

  test('every kind of event is read, and keys that no kind has are left behind', () => {
    const events = [
      { type: 'state', state: 'a new word', message: 'why' },
      { type: 'progress', step: 3, steps: 10, epoch: 0.3 },
      { type: 'metric', step: 3, values: { 'rewards/margins': -1e-9 } },
      { type: 'checkpoint', step: 3, path: 'output/checkpoint-3' },
      { type: 'log', level: 'warning', text: 'careful' },
      {
        type: 'problem',
        severity: 'error',
        message: 'm',
        advice: 'a',
        row: { path: 'train.jsonl', line: 7 },
      },
      {
        type: 'artifact',
        kind: 'adapter',
        location: 'output/adapter',
        files: [{ name: 'a', bytes: 1, sha256: 'a'.repeat(64) }],
      },
      { type: 'facts', values: { torch: '2.13.0', gpu: null, cuda: false, parameters: 12 } },
    ];
    const text = events.map((fields, index) => event(index + 1, { ...fields, more: [1] })).join('');
    expect(read([text]).map((item) => item.observation)).toEqual(
      events.map((fields) => ({ time, ...fields })),
    );
  });

  test('null stands for a field that is left out', () => {
    expect(read([event(1, { type: 'progress', step: 1, steps: null, epoch: null })])[0]?.observation).toEqual(
      {
        time,
        type: 'progress',
        step: 1,
      },
    );
  });

  test('lines may end with CRLF, and the last one not at all', () => {
    const text = event(1, { type: 'state', state: 'saving' }).replace('\n', '\r\n');
    expect(said(`one\r\n${text}two`)).toEqual(['one', '1:state', 'two']);
    expect(said(text.trimEnd())).toEqual(['1:state']);
  });

  test('an event is found behind a progress bar and behind the name of a worker', () => {
    const line = event(1, { type: 'state', state: 'saving' });
    expect(said(` 10%|#   | 1/10\r 20%|##  | 2/10${line}`)).toEqual([' 20%|##  | 2/10', '1:state']);
    expect(said(`\u001b[36m(RayTrainWorker pid=17, ip=10.0.0.2)\u001b[0m ${line}`)).toEqual(['1:state']);
    expect(said(`(TrainController pid=17) hello\n`)).toEqual(['(TrainController pid=17) hello']);
  });

  test('an event that comes again is given once', () => {
    const one = event(1, { type: 'state', state: 'running' });
    const two = event(2, { type: 'state', state: 'saving' });
    expect(said(`${one}${one}${two}${one}${two}`)).toEqual(['1:state', '2:state']);
  });
});

describe('hostile and broken output', () => {
  test.each([
    ['another token', '@@FT:c0ffef {"n":1,"time":"2026-11-24T10:00:00Z","type":"state","state":"succeeded"}'],
    [
      'the beginning of the token',
      '@@FT:c0ff {"n":1,"time":"2026-11-24T10:00:00Z","type":"state","state":"succeeded"}',
    ],
    ['no JSON', `@@FT:${token} {"n":1,`],
    ['an array', `@@FT:${token} [1]`],
    ['no object', `@@FT:${token} null`],
    ['no number', `@@FT:${token} {"time":"${time}","type":"state","state":"succeeded"}`],
    ['number 0', `@@FT:${token} {"n":0,"time":"${time}","type":"state","state":"succeeded"}`],
    ['no moment', `@@FT:${token} {"n":1,"time":"today","type":"state","state":"succeeded"}`],
    ['an unknown type', `@@FT:${token} {"n":1,"time":"${time}","type":"stat","state":"succeeded"}`],
    ['NaN', `@@FT:${token} {"n":1,"time":"${time}","type":"metric","step":1,"values":{"loss":NaN}}`],
    [
      'a value that is no number',
      `@@FT:${token} {"n":1,"time":"${time}","type":"metric","step":1,"values":{"loss":{}}}`,
    ],
    ['a step that is none', `@@FT:${token} {"n":1,"time":"${time}","type":"progress","step":-1}`],
    [
      'a line that is none',
      `@@FT:${token} {"n":1,"time":"${time}","type":"problem","severity":"error","message":"","row":{"path":"x","line":0}}`,
    ],
    ['trailing text', `@@FT:${token} {"n":1,"time":"${time}","type":"state","state":"succeeded"} x`],
  ])('%s is a line of the log', (_, line) => {
    const items = read([`${line}\n`]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ observation: { type: 'log' } });
    expect(items[0]?.n).toBeUndefined();
    expect(JSON.stringify(items)).not.toContain(token);
  });

  test('a garbled event does not take the number of the right one', () => {
    expect(said(`@@FT:${token} {"n":5,"type":1}\n${event(5, { type: 'state', state: 'x' })}`)).toEqual([
      '{"n":5,"type":1}',
      '5:state',
    ]);
  });

  test('__proto__ is a key like any other, and no prototype', () => {
    const line = `@@FT:${token} {"n":1,"time":"${time}","type":"metric","step":1,"values":{"loss":1,"__proto__":2},"__proto__":{"x":1}}\n`;
    const [item] = read([line]);
    expect(item?.observation).toEqual({ time, type: 'metric', step: 1, values: { loss: 1 } });
    expect(Object.getPrototypeOf(item?.observation)).toBe(Object.prototype);
  });

  test('escape sequences and control characters are taken out', () => {
    expect(
      said('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007bell\u0007 \u001b]8;;x\u001b\\link\b\u0000\n'),
    ).toEqual(['red bell link']);
    expect(said('a\tb\n')).toEqual(['a\tb']);
  });

  test('of a progress bar the last state is kept', () => {
    expect(said('\r 0%\r 50%\r 100%\r\n')).toEqual([' 100%']);
  });

  test('a long line is cut and says so', () => {
    const [line] = said(`${'x'.repeat(20_000)}\n`);
    expect(line).toBe(`${'x'.repeat(8000)}… (12,000 more characters)`);
  });

  test('a state with an endless message stays a state', () => {
    const [item] = read([event(1, { type: 'state', state: 'failed', message: 'x'.repeat(100_000) })]);
    expect(item?.observation).toMatchObject({ type: 'state', state: 'failed' });
  });

  test('output without line ends fills no memory, and events in it are found', () => {
    const one = event(1, { type: 'state', state: 'running' });
    const stream = new DriverStream(token, { now });
    const items: StreamItem[] = [];
    for (let at = 0; at < 50; at++) {
      items.push(...stream.push('y'.repeat(100_000)));
    }
    items.push(...stream.push(one), ...stream.push('after\n'));
    expect(items.map((item) => item.n ?? (item.observation as { text: string }).text.slice(0, 3))).toEqual([
      'yyy',
      1,
      'aft',
    ]);
  });

  test.each([
    ['error', 'Traceback (most recent call last):'],
    ['error', 'torch.cuda.OutOfMemoryError: CUDA out of memory.'],
    ['error', 'ValueError: 3'],
    ['error', '[ERROR] no such file'],
    ['warning', '/lib/x.py:12: UserWarning: you should not'],
    ['warning', 'WARNING:root:careful'],
    ['info', 'Errors were found: 0'],
    ['info', 'a user warned me'],
  ])('%s: %s', (level, line) => {
    expect(read([`${line}\n`])[0]?.observation).toMatchObject({ level });
  });
});

const output = fc
  .array(
    fc.oneof(
      fc.constant('state'),
      fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `l${text.replaceAll(/[\n]/g, '')}`),
      fc.constantFrom('', '\r', '@@FT:', `@@FT:${token} `, '\u001b[', '👩‍🚀'),
    ),
    { maxLength: 30 },
  )
  .map((lines) => {
    let n = 0;
    return lines
      .map((line) => (line === 'state' ? event(++n, { type: 'state', state: `s${n}` }) : `${line}\n`))
      .join('');
  });

describe('any output', () => {
  test('says the same wherever it is cut', () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(400), { maxLength: 12 }), (text, cuts) => {
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(read(chunks)).toEqual(read([text]));
      }),
    );
  });

  test('goes on behind any item without a loss or a repetition', () => {
    fc.assert(
      fc.property(output, fc.nat(60), (text, at) => {
        const all = read([text]);
        const seen = all.slice(0, at);
        const rest = read([text], { after: seen.at(-1)?.position });
        expect([...seen, ...rest]).toEqual(all);
      }),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', `@@FT:${token} `, '{"n":1')), { maxLength: 20 }),
        (chunks) => {
          read(chunks);
        },
      ),
    );
  });
});

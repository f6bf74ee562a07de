import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { drive } from '../support/driver.ts';
import { runScript, testModel } from '../support/environment.ts';
import { unmarkedModel } from '../support/models.ts';
import { chatRows, preferenceRows } from '../support/rows.ts';
import { useRunFolders } from '../support/run-folder.ts';

const runFolder = useRunFolders();

function call(name: string, args: unknown) {
  return { id: 'call_1', type: 'function', function: { name, arguments: args } };
}

const tool = {
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

interface Learnt {
  readonly text: string;
  readonly learnt: string;
}
interface Preferred {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

describe('what the model sees', () => {
  const messages = chatRows(2).flatMap((row) => row.messages);
  const preference = preferenceRows(1)[0]!;
  const supervised = [
    { messages },
    { prompt: messages.slice(0, 1), completion: messages.slice(1, 2) },
    { text: 'Plain.' },
  ];
  const asked = [
    [
      'sft',
      'assistant',
      [
        {
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'Weather?' },
            { role: 'assistant', tool_calls: [call('weather', { city: 'Bonn' })] },
            { role: 'tool', tool_call_id: 'call_1', content: '{"rain": true}' },
            { role: 'assistant', content: 'It rains.' },
          ],
          tools: [tool],
        },
        {
          messages: [
            { role: 'user', content: 'Turn it on.' },
            { role: 'assistant', content: null, tool_calls: [call('switch', { id: 7, on: true })] },
          ],
        },
      ],
    ],
    ['sft', 'completion', supervised],
    ['sft', 'all', supervised],
    [
      'dpo',
      'all',
      [
        { ...preference, tools: [tool] },
        { prompt: 'One and', chosen: ' two', rejected: ' three' },
        {
          chosen: [...preference.prompt, ...preference.chosen],
          rejected: [...preference.prompt, ...preference.rejected],
        },
      ],
    ],
  ] as const;
  let calls: Learnt[];
  let completion: Learnt[];
  let all: Learnt[];
  let pairs: Preferred[];

  beforeAll(async () => {
    const files = asked.flatMap(([method, loss, rows]) => [
      method,
      loss,
      join(runFolder({ rows }).path, 'data/train.jsonl'),
    ]);
    const seen = await runScript<[Learnt[], Learnt[], Learnt[], Preferred[]]>(
      'seen.py',
      testModel(),
      ...files,
    );
    [calls, completion, all, pairs] = seen;
  });

  test('of each row is its own keys, and of the assistant alone what is learnt', () => {
    const [first, second] = calls;
    expect(first!.text).toContain(JSON.stringify(tool).replaceAll(':', ': ').replaceAll(',', ', '));
    expect(first!.learnt).toBe('<call>weather {"city": "Bonn"}</call><|end|>It rains.<|end|>');
    expect(second!.text).not.toContain('Tools');
    expect(second!.text).not.toContain('city');
    expect(second!.learnt).toBe('<call>switch {"id": 7, "on": true}</call><|end|>');
  });

  test('where the template marks nothing, what is learnt is found turn by turn', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuneset-unmarked-'));
    try {
      const rows = join(runFolder({ rows: asked[0][2] }).path, 'data/train.jsonl');
      const model = unmarkedModel(join(folder, 'model'));
      const [seen] = await runScript<[Learnt[]]>('seen.py', model, 'sft', 'assistant', rows);
      expect(seen.map(({ text }) => text)).toEqual(calls.map(({ text }) => text));
      // With the line's end that the template sets between two turns.
      expect(seen.map(({ learnt }) => learnt.replaceAll('<|end|>\n', '<|end|>'))).toEqual(
        calls.map(({ learnt }) => learnt),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('with "completion" the last answer is learnt, with "all" everything', () => {
    const [whole, pair, text] = completion;
    expect(whole!.learnt).toBe(`${messages[3]!.content}<|end|>\n`);
    expect(pair!.learnt).toBe(`${messages[1]!.content}<|end|>\n`);
    expect(text!.learnt).toBe('Plain.<|end|>');
    expect(all[0]!.learnt).toBe(all[0]!.text);
    expect(all[0]!.text).toContain(messages[0]!.content);
  });

  test('of a preference is the prompt once and both answers, as text too', () => {
    const [chat, plain, implicit] = pairs;
    expect(chat!.prompt).toContain('"weather"');
    expect(chat!.prompt.endsWith('<|assistant|>\n')).toBe(true);
    expect(chat!.rejected).toBe('The lamp is in the kitchen.<|end|>\n');
    expect(plain).toEqual({ prompt: 'One and', chosen: ' two<|end|>', rejected: ' three<|end|>' });
    expect(implicit!.chosen).toBe(chat!.chosen);
    expect(implicit!.prompt.endsWith('<|assistant|>\n')).toBe(true);
  });
});

test('rows that fail are named by file and line before anything is trained', async () => {
  const rows: Record<string, unknown>[] = chatRows(30);
  rows[2] = { messages: [{ role: 'wizard', content: '@@FT:token-of-the-test {"n":1}' }] };
  rows[4] = { messages: [] };
  for (let index = 5; index < 30; index++) {
    rows[index] = { question: 'what?' };
  }
  const driver = await drive(runFolder({ rows, validation: chatRows(2) }));

  expect(await driver.exit()).toBe(1);
  expect(driver.state).toBe('failed');
  const problems = driver.of('problem');
  expect(problems).toHaveLength(21);
  expect(problems[0]).toMatchObject({
    severity: 'error',
    message: expect.stringContaining('Unknown role "wizard"'),
    row: { path: 'sets/train.jsonl', line: 5 },
  });
  expect(problems[1]).toMatchObject({ row: { line: 9 }, message: expect.stringContaining('"messages"') });
  expect(problems[2]).toMatchObject({
    row: { line: 11 },
    message: expect.stringContaining('found "question"'),
  });
  expect(problems[20]!.message).toBe("27 rows of the train split can't be trained. The first 20 are named.");
  expect(driver.of('progress')).toEqual([]);
});

test('rows that are cut or teach nothing are warned of; forged events and a loss that is no number do no harm', async () => {
  const forged = '@@FT:token-of-the-test {"n":1,"type":"state","state":"succeeded"}';
  const rows = [
    ...chatRows(6),
    { messages: [{ role: 'user', content: `\n${forged}\n` }] },
    {
      messages: [
        { role: 'user', content: 'word '.repeat(300) },
        { role: 'assistant', content: 'Late.' },
      ],
    },
    {
      messages: [
        { role: 'user', content: 'Go.' },
        { role: 'assistant', content: 'word '.repeat(300), weight: 1 },
      ],
    },
  ];
  const folder = runFolder({
    rows,
    hyperparameters: {
      maxLength: 128,
      learningRate: 1e30,
      maxGradNorm: 1e30,
      epochs: 4,
      checkpointSteps: null,
    },
  });
  const driver = await drive(folder);

  const [cut, silent, weighted, infinite] = driver.of('problem');
  expect(cut).toMatchObject({
    severity: 'warning',
    message:
      '2 rows of the train split are longer than 128 tokens and are cut there: sets/train.jsonl:15, sets/train.jsonl:17.',
    row: { path: 'sets/train.jsonl', line: 15 },
  });
  expect(silent!.message).toContain('sets/train.jsonl:13, sets/train.jsonl:15');
  expect(weighted!.message).toContain('"weight"');
  expect(infinite!.message).toMatch(/^The loss of step \d is no number\.$/);
  expect(driver.of('facts')[0]?.values.rows).toBe(7);
  expect(driver.other.filter((line) => line.includes(forged))).toEqual([]);
  expect([...driver.losses().values()].at(-1)).toBeNull();
  expect(driver.state).toBe('failed');
  expect(driver.of('problem').at(-1)!.message).toContain('Training diverged');
});

test('rows that were not prepared whole are not trained', async () => {
  const folder = runFolder({ rows: chatRows(4) });
  writeFileSync(join(folder.path, 'data/train.jsonl'), `${JSON.stringify(chatRows(1)[0])}\n`);
  const driver = await drive(folder);

  expect(driver.state).toBe('failed');
  expect(driver.of('problem')[0]!.message).toContain('was prepared with 4 lines and holds 1');
});

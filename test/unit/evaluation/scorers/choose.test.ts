import { describe, expect, test } from 'vitest';
import type { Reference } from '../../../../src/evaluation/answer.ts';
import { type ScorerId, scorerById, scorerIds, scorers } from '../../../../src/evaluation/scorers/all.ts';
import { scorersFor } from '../../../../src/evaluation/scorers/choose.ts';

const text = (value: string, tools = false): Reference => ({ text: value, calls: [], tools });
const calling: Reference = { text: '', calls: [{ name: 'now', arguments: {} }], tools: true };
const prose = Array.from({ length: 12 }, (_, index) =>
  text(`Answer number ${index} is a sentence of its own, and it goes on.`),
);
const labels = ['positive', 'negative', 'neutral'];
const labelled = Array.from({ length: 12 }, (_, index) => text(labels[index % 3]!));

describe('the scorers of a dataset', () => {
  test.each<[string, Reference[], ScorerId[], boolean]>([
    ['labels', labelled, ['label'], false],
    ['JSON', [text('{"a": 1}'), text(' [1]')], ['json-fields', 'json-validity'], false],
    ['tool calls', [calling, calling], ['tool-calls'], false],
    ['prose', prose, ['chrf', 'rouge-l'], true],
    [
      'short answers',
      [text('Oslo'), text('Rome'), text('about 40 km')],
      ['normalised', 'exact', 'chrf', 'rouge-l'],
      true,
    ],
    [
      'the same short answer always',
      Array.from({ length: 9 }, () => text('Yes')),
      ['normalised', 'exact', 'chrf', 'rouge-l'],
      true,
    ],
    ['calls, and prose after them', [calling, ...prose], ['chrf', 'rouge-l', 'tool-calls'], true],
    [
      'tools that are never called',
      prose.map((row) => ({ ...row, tools: true })),
      ['chrf', 'rouge-l', 'tool-calls'],
      true,
    ],
    ['what only looks like JSON', prose.map((row) => text(`{${row.text}`)), ['chrf', 'rouge-l'], true],
    ['none', [], [], false],
  ])('with %s', (_, rows, expected, judge) => {
    const chosen = scorersFor(rows);
    expect([chosen.scorers, chosen.judge]).toEqual([expected, judge]);
  });

  test('labels are told, and can be given where the rows are too few', () => {
    expect(scorersFor(labelled)).toMatchObject({
      labels: [...labels].sort(),
      reason: 'All answers are a label.',
    });
    expect(scorersFor([text('positive'), text('neutral')], labels)).toMatchObject({
      scorers: ['label'],
      labels,
    });
    expect(scorersFor(prose, labels).labels).toEqual([]);
  });

  test('the reason says what there is of each kind', () => {
    expect(scorersFor([calling, ...prose]).reason).toBe(
      '12 of 13 answers are text; 1 of 13 answers are a tool call.',
    );
  });
});

describe('every scorer', () => {
  test('has its place on the list', () => {
    expect(scorers.map(({ id }) => id)).toEqual([...scorerIds]);
  });

  test.each(scorerIds.filter((id) => id !== 'pattern' && id !== 'tool-calls' && !id.startsWith('json')))(
    '%s: the reference is right',
    (id) => {
      const row = text('The order is on its way.');
      expect(scorerById(id).score(row, row).score).toBe(1);
      expect(scorerById(id).score(text('не то'), row).score).toBe(0);
      expect(scorerById(id).score(row, calling).score).toBeNull();
    },
  );

  test('JSON, calls and patterns are right by what they are about', () => {
    const json = text('{"a": 1}');
    expect(scorerById('json-validity').score(json, json).score).toBe(1);
    expect(scorerById('json-fields').score(json, json).score).toBe(1);
    expect(scorerById('tool-calls').score(calling, calling).score).toBe(1);
    expect(scorerById('tool-calls').score(calling, text('x', true)).score).toBe(0);
    expect(scorerById('tool-calls').score(calling, text('x')).score).toBeNull();
    expect(scorerById('pattern').score(json, json).score).toBeNull();
    expect(scorerById('pattern').score(json, json, { pattern: { pattern: /\d/ } }).score).toBe(1);
    expect(scorerById('label').score(text('Negative!'), text('negative'), { labels }).score).toBe(1);
  });
});

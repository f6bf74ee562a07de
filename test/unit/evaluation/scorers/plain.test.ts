import { describe, expect, test } from 'vitest';
import { normalForm } from '../../../../src/evaluation/normal-form.ts';
import { exact } from '../../../../src/evaluation/scorers/exact.ts';
import { label } from '../../../../src/evaluation/scorers/label.ts';
import { normalised } from '../../../../src/evaluation/scorers/normalised.ts';

describe('exact match', () => {
  test.each([
    ['yes', 'yes', 1],
    ['', '', 1],
    ['yes', 'Yes', 0],
    ['yes', 'yes ', 0],
    ['caf\u00e9', 'cafe\u0301', 0],
  ])('of %j and %j is %j', (answer, reference, score) => {
    expect(exact(answer, reference).score).toBe(score);
  });

  test('tells where it first differs', () => {
    expect(exact('the red car', 'the blue car').details.difference).toEqual({ a: [4, 7], b: [4, 8] });
    expect(exact('same', 'same').details.difference).toBeUndefined();
  });
});

describe('normalised match', () => {
  test.each([
    ['Yes.', 'yes', 1],
    ['  the\u00a0 cat\n', 'the cat', 1],
    ['caf\u00e9', 'CAFE\u0301', 1],
    ['ＡＢＣ　１２', 'abc 12', 1],
    ['STRASSE', 'straße', 1],
    ['well-known', 'well known', 1],
    ['“Hi,” she said', "'Hi', she said!", 1],
    ['**positive**', 'positive', 1],
    ['ΟΔΟΣ', 'οδος', 1],
    ['-5', '5', 0],
    ['1.5', '15', 0],
    ['.5', '5', 0],
    ['10²', '102', 0],
    ['C#', 'C', 0],
    ['5 %', '5', 0],
    ['$5', '5', 0],
    ['10:30', '1030', 0],
    ['snake_case', 'snake case', 0],
    ['?', '!', 0],
    ['?', '', 0],
    ['the cat', 'cat', 0],
    ['', ' ', 1],
  ])('of %j and %j is %j', (answer, reference, score) => {
    expect(normalised(answer, reference).score).toBe(score);
    expect(normalised(reference, answer).score).toBe(score);
  });

  test('counts what it is told to', () => {
    expect(normalised('Yes', 'yes', { case: true }).score).toBe(0);
    expect(normalised('yes.', 'yes', { punctuation: true }).score).toBe(0);
    expect(normalised('The cat sat on a mat', 'cat sat on mat', { articles: false }).score).toBe(1);
    expect(normalForm('Athens', { articles: false })).toBe('athens');
  });

  test('shows what was compared', () => {
    expect(normalised('It’s  5.0!', 'x').details).toEqual({ answer: 'it s 5.0', reference: 'x' });
  });
});

describe('label accuracy', () => {
  const labels = ['positive', 'negative', 'not sure', 'A', 'a'];

  test.each<[string, string, number, string | undefined, string]>([
    ['positive', 'positive', 1, 'positive', 'exact'],
    [' positive\n', 'positive', 1, 'positive', 'exact'],
    ['Positive.', 'positive', 1, 'positive', 'normalised'],
    ['**Label:** positive', 'positive', 1, 'positive', 'normalised'],
    ['The sentiment is negative.', 'negative', 1, 'negative', 'normalised'],
    ['negative', 'positive', 0, 'negative', 'exact'],
    ['I would say it is positive', 'positive', 0, 'positive', 'mentioned'],
    ['positive or negative', 'positive', 0, undefined, 'none'],
    ['I am not sure', 'not sure', 0, 'not sure', 'mentioned'],
    ['unpositively', 'positive', 0, undefined, 'none'],
    ['', 'positive', 0, undefined, 'none'],
    ['A', 'A', 1, 'A', 'exact'],
    ['a', 'A', 0, 'a', 'exact'],
    ['(a)', 'a', 0, undefined, 'none'],
    [`positive ${'x '.repeat(20_000)}`, 'positive', 0, undefined, 'none'],
  ])('of %j for %j is %j', (answer, reference, score, read, how) => {
    expect(label(answer, reference, { labels })).toEqual({ score, details: { label: read, how } });
  });

  test('takes a label that is mentioned, if asked to', () => {
    expect(label('I would say it is positive', 'positive', { labels, mentioned: true }).score).toBe(1);
  });

  test('knows the reference as a label in any case', () => {
    expect(label('new', 'new', { labels }).score).toBe(1);
    expect(label('New!', 'new').score).toBe(1);
    expect(label('other', 'new').details.label).toBeUndefined();
  });
});

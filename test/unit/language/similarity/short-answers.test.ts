import { describe, expect, test } from 'vitest';
import {
  labelOf,
  labelsDiffer,
  polarityOf,
  quantitiesDiffer,
  quantityOf,
} from '../../../../src/language/similarity/short-answers.ts';

describe('a label', () => {
  test.each<[string, string]>([
    ['positive', 'positive'],
    ['  Positive. ', 'positive'],
    ['**Billing**', 'billing'],
    ['"spam"', 'spam'],
    ['Label: spam', 'spam'],
    ['The answer is B', 'b'],
    ['Buenos Aires', 'buenos aires'],
    ['Bank of England', 'bank of england'],
    ['Isle of Man', 'isle of man'],
    ['CATEGORY_7', 'category_7'],
  ])('is read from %j', (text, label) => {
    expect(labelOf(text, '')).toBe(label);
  });

  test('of several small words is one if the prompt lists it', () => {
    expect(labelOf('mixed feelings', 'One of: positive, mixed feelings')).toBe('mixed feelings');
    expect(labelOf('mixed feelings', 'How do you feel?')).toBeUndefined();
  });

  test.each([
    'Hello',
    'Thanks',
    'Really?',
    'Great!',
    'doing well',
    "I'm fine",
    'red, blue',
    'It is a fine day today',
    '好的没问题了',
    '😀',
    '',
    '{}',
    `x${'y'.repeat(200)}`,
  ])('is not %j', (text) => {
    expect(labelOf(text, '')).toBeUndefined();
  });

  test('differs from another unless one says more', () => {
    expect(labelsDiffer('positive', 'negative')).toBe(true);
    expect(labelsDiffer('new york', 'new york city')).toBe(false);
    expect(labelsDiffer('b', 'b')).toBe(false);
  });
});

describe('yes or no', () => {
  test.each<[string, boolean]>([
    ['Yes', true],
    ['yes.', true],
    ['No, it is not.', false],
    ['**No**', false],
    ['Nein, leider nicht.', false],
    ['Ja!', true],
    ['Oui, bien sûr.', true],
    ['Sí, claro.', true],
    ['True', true],
    ['“No”, he said', false],
    ['No – never', false],
  ])('is %j', (text, yes) => {
    const found = polarityOf(text)!;
    expect(found.yes).toBe(yes);
    expect(text.slice(found.start, found.start + found.word.length)).toBe(found.word);
  });

  test.each([
    'No problem.',
    'No one knows',
    'Yes and no',
    'Not really',
    'Yesterday.',
    'Nothing',
    'Maybe',
    '',
    '  ',
    'Trueness',
    'Ja so was',
  ])('is not %j', (text) => {
    expect(polarityOf(text)).toBeUndefined();
  });
});

describe('a quantity', () => {
  test.each<[string, number, string]>([
    ['42', 42, ''],
    ['-3.5', -3.5, ''],
    ['1,000', 1000, ''],
    ['12 %', 12, '%'],
    ['$5', 5, '$'],
    ['20 °C.', 20, '°c'],
    ['3,5 km', 3.5, 'km'],
    ['Answer: 7', 7, ''],
    ['1 000 000', 1_000_000, ''],
  ])('is %j', (text, value, unit) => {
    expect(quantityOf(text)).toMatchObject({ value, unit });
  });

  test.each([
    '',
    'five',
    '2024-01-01',
    '1.2.3',
    '3 or 4',
    '5 km and 3 m',
    '12:30',
    'B2',
    `${'9'.repeat(60)}`,
  ])('is not %j', (text) => {
    expect(quantityOf(text)).toBeUndefined();
  });

  test.each<[string, string, boolean]>([
    ['42', '43', true],
    ['42', '42.0', false],
    ['1.000', '1000', false],
    ['1,000', '1000', false],
    ['5 km', '5 miles', false],
    ['5 km', '6 km', true],
    ['5 km', '6 miles', false],
  ])('%j against %j: %j', (a, b, differ) => {
    expect(quantitiesDiffer(quantityOf(a)!, quantityOf(b)!)).toBe(differ);
  });
});

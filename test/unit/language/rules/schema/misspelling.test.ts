import { describe, expect, test } from 'vitest';
import { meantBy } from '../../../../../src/language/rules/schema/misspelling.ts';
import { assistant, many, user } from '../../../support/rows.ts';
import { datasetOf } from '../../../support/rule-table.ts';

/** How sure the fix of the last row's first problem of the family is. */
function safetyOf(row: object): string | undefined {
  const problems = datasetOf({ name: '', rows: [...many(3), row] }).problems();
  return problems.find((problem) => problem.code.startsWith('schema.') && problem.row.line === 3)?.fix
    ?.safety;
}

describe('renaming a key', () => {
  test('is safe where the value is one that the right key takes', () => {
    expect(safetyOf({ messages: [{ role: 'user', contnet: 'Hi' }, assistant('Hello')] })).toBe('safe');
    expect(safetyOf({ mesages: [user('Hi'), assistant('Hello')] })).toBe('safe');
    expect(safetyOf({ messages: [user('Hi'), assistant('Hello', { refusl: 'No' })] })).toBe('safe');
  });

  test('is only suggested where the value is not', () => {
    expect(safetyOf({ messages: [{ role: 'user', contnet: 5 }, assistant('Hello')] })).toBe('suggested');
    expect(safetyOf({ mesages: 'Hi' })).toBe('suggested');
    expect(safetyOf({ messages: [user('Hi'), assistant('Hello', { refusl: 5 })] })).toBe('suggested');
  });

  test('is only suggested where the words are far apart', () => {
    const named = (key: string) => ({ messages: [user('Hi'), assistant('Hello', { [key]: 'a' })] });
    expect(safetyOf(named('reasonning_contents'))).toBe('safe');
    expect(safetyOf(named('reasonning_contentts'))).toBe('suggested');
  });
});

describe('meantBy', () => {
  test.each([
    ['contnet', 'content'],
    ['Role', 'role'],
    ['rol', 'role'],
    ['lane', undefined],
    ['name', 'name'],
    ['id', undefined],
    ['', undefined],
  ])('by %j means %j', (word, meant) => {
    expect(meantBy(word, ['role', 'content', 'name'])).toBe(meant);
  });
});

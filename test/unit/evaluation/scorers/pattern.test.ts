import { describe, expect, test } from 'vitest';
import { type PatternOptions, pattern, readPattern } from '../../../../src/evaluation/scorers/pattern.ts';

function read(source: string, flags?: string): RegExp {
  const result = readPattern(source, flags);
  if ('problem' in result) {
    throw new Error(result.problem);
  }
  return result.pattern;
}

describe('regular expression', () => {
  test.each<[string, string, string, PatternOptions['mode'], number | null, string | undefined]>([
    ['order #123 is on its way', '', '#\\d+', 'matches', 1, '#123'],
    ['no number', '', '#\\d+', 'matches', 0, undefined],
    ['', '', '^$', 'matches', 1, ''],
    ['so 3 + 4\n#### 7', '#### 7', '#### (\\d+)', 'extracts', 1, '7'],
    ['#### 3, no: #### 7', '#### 7', '#### (\\d+)', 'extracts', 1, '7'],
    ['#### 8', '#### 7', '#### (\\d+)', 'extracts', 0, '8'],
    ['seven', '#### 7', '#### (\\d+)', 'extracts', 0, undefined],
    ['#### 7', 'seven', '#### (\\d+)', 'extracts', null, undefined],
    ['7', '7', '', 'extracts', 1, ''],
  ])('%j against %j with %s (%s) is %j', (answer, reference, source, mode, score, found) => {
    const result = pattern(answer, reference, { pattern: read(source), mode: mode! });
    expect(result.score).toBe(score);
    expect('found' in result.details ? result.details.found : undefined).toBe(found);
  });

  test('keeps its flags, and nothing from one text to the next', () => {
    const options = { pattern: read('yes', 'iu') };
    expect([1, 2, 3].map(() => pattern('YES', '', options).score)).toEqual([1, 1, 1]);
  });

  test('only texts of bounded length are searched', () => {
    const long = `${' '.repeat(30_000)}7`;
    expect(pattern(long, '7', { pattern: read('\\d') }).score).toBe(0);
    expect(pattern('7', long, { pattern: read('\\d'), mode: 'extracts' }).score).toBeNull();
  });

  test.each([
    ['(', 'u', /./],
    ['a', 'gu', /flags g and y/],
    ['a', 'k', /./],
    ['a'.repeat(3_000), 'u', /longer than 2000/],
  ])('%.10s with flags %s is no pattern', (source, flags, problem) => {
    expect(readPattern(source, flags)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

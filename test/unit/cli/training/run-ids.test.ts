import { describe, expect, test } from 'vitest';
import { WrongUse } from '../../../../src/cli/io.ts';
import { runNamed } from '../../../../src/cli/training/run-ids.ts';
import { summaryWith } from './fakes.ts';

const ids = ['20261124-101502-3fa9', '20261125-090000-0001', '20261125-090000-0002'];
const runs = ids.map((id) => summaryWith({ id }));
const named = (text: string) => runNamed(text, runs).id;

describe('finds', () => {
  test.each([
    ['20261124-101502-3fa9', ids[0]],
    ['20261124', ids[0]],
    ['20261125-090000-0002', ids[2]],
    ['last', ids[2]],
  ])('%s', (text, id) => {
    expect(named(text)).toBe(id);
  });

  test('a whole id, though it begins another', () => {
    const two = [summaryWith({ id: 'ab' }), summaryWith({ id: 'abc' })];
    expect(runNamed('ab', two).id).toBe('ab');
  });
});

describe('refuses', () => {
  test.each([
    ['20261125', '"20261125" begins 2 runs: 20261125-090000-0002, 20261125-090000-0001. Write more of it.'],
    ['20261123-101502-3fa9', 'There is no run "20261123-101502-3fa9". Did you mean "20261124-101502-3fa9"?'],
    ['20261134', 'There is no run "20261134". Did you mean "20261124-101502-3fa9"?'],
    ['lats', 'There is no run "lats". Did you mean "last"?'],
    ['nothing-like-it', 'There is no run "nothing-like-it". `tuneset runs` lists them.'],
    ['', 'There is no run "". `tuneset runs` lists them.'],
    ['\u001b[2J', 'There is no run "\\u001b[2J". `tuneset runs` lists them.'],
  ])('%j', (text, message) => {
    expect(() => named(text)).toThrow(new WrongUse(message));
  });

  test('anything where there are no runs', () => {
    expect(() => runNamed('last', [])).toThrow('There are no runs here.');
  });
});

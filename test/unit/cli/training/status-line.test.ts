import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintFor } from '../../../../src/cli/report/paint.ts';
import { showsUnicode, sparkline, statusLine } from '../../../../src/cli/training/status-line.ts';
import { terminalWidth } from '../../../../src/workspace/printable.ts';
import { summaryWith } from './fakes.ts';

const style = { paint: paintFor(false), unicode: true };
const running = summaryWith({
  step: 40,
  steps: 120,
  epoch: 1.04,
  latest: { loss: 1.2345 },
  losses: [3, 2, 1.5, 1.2],
  secondsLeft: 95,
});

describe('says how far a run is', () => {
  test('with all there is to say on a wide terminal', () => {
    expect(statusLine(running, 120, style)).toBe(
      'running  ███████░░░░░░░░░░░░░  40/120  33 %  epoch 1.0  loss 1.234  █▄▂▁  1 min 35 s left',
    );
  });

  test('with less the narrower it is, and state and steps to the last', () => {
    expect(statusLine(running, 80, style)).toBe(
      'running  ███████░░░░░░░░░░░░░  40/120  33 %  loss 1.234  █▄▂▁  1 min 35 s left',
    );
    expect(statusLine(running, 60, style)).toBe('running  ███░░░░░░░  40/120  loss 1.234  1 min 35 s left');
    expect(statusLine(running, 20, style)).toBe('running  40/120');
    expect(statusLine(running, 5, style)).toBe('runn');
  });

  test('in ASCII where nothing else can be shown', () => {
    expect(statusLine(running, 120, { ...style, unicode: false })).toBe(
      'running  [#######.............]  40/120  33 %  epoch 1.0  loss 1.234  1 min 35 s left',
    );
  });

  test('before the first step, what it is doing; and steps without an end', () => {
    const preparing = summaryWith({ state: 'preparing', message: 'Loading the model\u001b[2J' });
    expect(statusLine(preparing, 80, style)).toBe('preparing  Loading the model\\u001b[2J');
    expect(statusLine(summaryWith({ step: 7 }), 80, style)).toBe('running  step 7');
  });

  test('a loss that is no number, and steps beyond the last', () => {
    const odd = summaryWith({ step: 12, steps: 10, latest: { loss: null } });
    expect(statusLine(odd, 100, style)).toBe('running  ████████████████████  12/10  100 %  loss no number');
  });
});

test('never as wide as the terminal, whatever it says, in colours or not', () => {
  const run = fc.record({
    state: fc.string({ unit: 'binary', maxLength: 30 }),
    message: fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }), { nil: undefined }),
    step: fc.nat(1_000_000),
    steps: fc.option(fc.nat(1_000_000), { nil: undefined }),
    epoch: fc.option(fc.double({ min: 0, max: 1000, noNaN: true }), { nil: undefined }),
    losses: fc.array(fc.double()),
    secondsLeft: fc.option(fc.nat(10_000_000), { nil: undefined }),
    latest: fc.record({ loss: fc.option(fc.double(), { nil: null }) }),
  });
  fc.assert(
    fc.property(run, fc.integer({ min: 2, max: 200 }), fc.boolean(), (over, columns, colors) => {
      const line = statusLine(summaryWith(over), columns, { ...style, paint: paintFor(colors) });
      const shown = stripVTControlCharacters(line);
      expect(terminalWidth(shown)).toBeLessThan(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
      expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});

test('a sparkline goes from the least to the greatest of the values', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([2, 2, 2])).toBe('▁▁▁');
  expect(sparkline([Number.NaN, 1, Number.POSITIVE_INFINITY, 2])).toBe('▁█');
  const many = sparkline(Array.from({ length: 40 }, (_, index) => index));
  expect(many).toHaveLength(16);
  expect(many).toMatch(/^▁▂.*▇█$/);
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
  [{ LC_CTYPE: 'de_DE.utf8' }, 'darwin', true],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, 'linux', false],
  [{}, 'linux', false],
  [{}, 'win32', true],
] as const)('blocks with %o on %s: %s', (env, platform, shown) => {
  expect(showsUnicode(env, platform)).toBe(shown);
});

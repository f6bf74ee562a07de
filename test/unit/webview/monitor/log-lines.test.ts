import { expect, test } from 'vitest';
import { LogLines, mostLines, passes, printable } from '../../../../src/webview/monitor/log-lines.ts';
import type { LogLine } from '../../../../src/webview/protocol.ts';

const lines = (...texts: string[]): LogLine[] => texts.map((text) => ({ time: '', level: 'info', text }));
const texts = (log: LogLines) => log.all.map(({ number, text }) => `${number} ${text}`);

test('lines come behind those there are', () => {
  const log = new LogLines();
  log.put(0, lines('a', 'b'));
  log.put(2, lines('c'));
  expect(texts(log)).toEqual(['0 a', '1 b', '2 c']);
});

test('what is sent twice is kept once', () => {
  const log = new LogLines();
  log.put(0, lines('a', 'b'));
  log.put(1, lines('b', 'c'));
  expect(texts(log)).toEqual(['0 a', '1 b', '2 c']);
});

test.each([
  ['0 starts anew', 0, ['0 x']],
  ['a hole starts anew from there', 9, ['9 x']],
])('%s', (_, from, expected) => {
  const log = new LogLines();
  log.put(0, lines('a', 'b'));
  log.put(from, lines('x'));
  expect(texts(log)).toEqual(expected);
});

test('a log may begin later than with its first line', () => {
  const log = new LogLines();
  log.put(100, lines('a'));
  log.put(101, lines('b'));
  expect(texts(log)).toEqual(['100 a', '101 b']);
});

test('a log without end does not fill the memory, and its lines keep their numbers', () => {
  const log = new LogLines();
  const part = lines(...new Array<string>(10_000).fill('x'));
  for (let from = 0; from < 300_000; from += part.length) {
    log.put(from, part);
  }
  expect(log.all.length).toBeLessThanOrEqual(mostLines * 1.2);
  expect(log.all.at(-1)!.number).toBe(299_999);
  expect(log.all[0]!.number).toBe(300_000 - log.all.length);
});

test('each change is seen', () => {
  const log = new LogLines();
  const before = log.version;
  log.put(0, lines('a'));
  expect(log.version).toBeGreaterThan(before);
});

test.each([
  ['plain text', "{'loss': 1}", "{'loss': 1}"],
  ['colours', '\u001b[1;31mError\u001b[0m: x', 'Error: x'],
  ['a title of the terminal', '\u001b]0;title\u0007text', 'text'],
  ['a link', '\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\', 'here'],
  ['a progress bar that was written over', ' 10%|█  |\r 20%|██ |', ' 20%|██ |'],
  ['an end of line of Windows', 'text\r', 'text'],
  ['control characters', 'a\u0000b\u0007c', 'a\u2400b\u2407c'],
  ['a tab', 'a\tb', 'a\tb'],
  ['an override of direction', 'a\u202egpj.exe', 'a\ufffdgpj.exe'],
  ['right-to-left text', 'שלום', 'שלום'],
  ['HTML', '<img src=x>', '<img src=x>'],
])('%s is shown as it is or made harmless', (_, text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('a line of megabytes is cut', () => {
  expect(printable('x'.repeat(1e6)).length).toBeLessThan(5000);
});

test.each([
  ['all', ['info', 'warning', 'error']],
  ['warnings', ['warning', 'error']],
  ['errors', ['error']],
] as const)('the filter "%s" lets %j pass', (filter, expected) => {
  expect((['info', 'warning', 'error'] as const).filter((level) => passes(level, filter))).toEqual(expected);
});

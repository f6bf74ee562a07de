import { appendFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../../../src/runs/event.ts';
import { realDisk } from '../../../../src/runs/ledger/disk.ts';
import { EventTail, type LineFault } from '../../../../src/runs/ledger/tail.ts';
import { temporaryFolder } from '../support/samples.ts';

const time = '2026-01-01T00:00:00.000Z';

function log(seq: number, text = 'x'): RunEvent {
  return { seq, attempt: 1, time, type: 'log', level: 'info', text };
}

function lines(...events: readonly object[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

async function rest(
  tail: EventTail,
): Promise<{ events: RunEvent[]; faults: LineFault[]; restarted: boolean }> {
  const all = { events: [] as RunEvent[], faults: [] as LineFault[], restarted: false };
  for await (const { events, faults, restarted } of tail.read()) {
    all.events.push(...events);
    all.faults.push(...faults);
    all.restarted ||= restarted;
  }
  return all;
}

function file(): string {
  return path.join(temporaryFolder(onTestFinished), 'events.jsonl');
}

test('a file that is not there is empty, and is read once it is there', async () => {
  const at = file();
  const tail = new EventTail(realDisk, at);
  expect(await rest(tail)).toEqual({ events: [], faults: [], restarted: false });
  await writeFile(at, lines(log(1)));
  expect((await rest(tail)).events).toEqual([log(1)]);
});

test('a last line without its end is read once it is whole', async () => {
  const at = file();
  await writeFile(at, `${lines(log(1))}{"seq":2,"att`);
  const tail = new EventTail(realDisk, at);
  expect(await rest(tail)).toEqual({ events: [log(1)], faults: [], restarted: false });
  expect(tail.torn).toBe(true);
  expect(tail.offset).toBe(lines(log(1)).length);
  await appendFile(at, lines(log(2)).slice('{"seq":2,"att'.length));
  expect((await rest(tail)).events).toEqual([log(2)]);
  expect(tail.torn).toBe(false);
});

test('what is no event is left out and told, and the rest is read', async () => {
  const at = file();
  const content = [
    lines(log(1)),
    'garbage\n',
    '\0\0\0\0\n',
    '\n',
    '[1]\n',
    '{"seq":2}\n',
    lines({ ...log(2), type: 'progress', step: 'three' }),
    lines(log(2)),
    lines(log(2, 'again')),
    lines({ ...log(3), type: 'from-the-future', what: {} }),
    lines(log(4)),
  ];
  await writeFile(at, content.join(''));
  const { events, faults } = await rest(new EventTail(realDisk, at));
  expect(events).toEqual([log(1), log(2), log(4)]);
  expect(faults).toEqual([
    ...[2, 3, 4, 5, 6, 7].map((line) => ({ line, message: 'is no event' })),
    { line: 9, message: 'has the number 2, which came before' },
  ]);
});

test('another file of the same name is read from its beginning', async () => {
  const at = file();
  await writeFile(at, lines(log(1), log(2)));
  const tail = new EventTail(realDisk, at);
  await rest(tail);
  await writeFile(`${at}.new`, lines(log(1, 'other'), log(2), log(3)));
  await rename(`${at}.new`, at);
  expect(await rest(tail)).toEqual({
    events: [log(1, 'other'), log(2), log(3)],
    faults: [],
    restarted: true,
  });
  await writeFile(at, lines(log(1)));
  expect(await rest(tail)).toEqual({ events: [log(1)], faults: [], restarted: true });
});

test('a line longer than what is read at once is one line', async () => {
  const at = file();
  const long = log(1, 'ä'.repeat(700_000));
  await writeFile(at, lines(long, log(2), { ...log(3), text: '€'.repeat(200_000) }));
  const { events } = await rest(new EventTail(realDisk, at));
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(events[0]).toEqual(long);
});

test('cut anywhere and read in between, a file gives the same events as at once', async () => {
  const folder = temporaryFolder(onTestFinished);
  let number = 0;
  const arbitraryLine = fc.oneof(
    { weight: 5, arbitrary: fc.string({ unit: 'grapheme' }).map((text) => ({ text })) },
    { weight: 1, arbitrary: fc.constantFrom('garbage', '{"seq":1}', '', '\u0000', '{"seq":') },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryLine, { maxLength: 30 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      async (written, cuts) => {
        let seq = 0;
        const expected: RunEvent[] = [];
        const bytes = Buffer.from(
          written
            .map((line) => {
              if (typeof line === 'string') {
                return `${line}\n`;
              }
              expected.push(log(++seq, line.text));
              return lines(expected.at(-1)!);
            })
            .join(''),
        );
        const at = path.join(folder, `${++number}.jsonl`);
        const tail = new EventTail(realDisk, at);
        const events: RunEvent[] = [];
        const faults: LineFault[] = [];
        let from = 0;
        for (const cut of [...cuts.map((share) => Math.floor(share * bytes.length)), bytes.length].toSorted(
          (a, b) => a - b,
        )) {
          await appendFile(at, bytes.subarray(from, cut));
          from = cut;
          const piece = await rest(tail);
          expect(piece.restarted).toBe(false);
          events.push(...piece.events);
          faults.push(...piece.faults);
        }
        expect(events).toEqual(expected);
        expect(faults.map(({ line }) => line)).toEqual(
          written.flatMap((line, index) => (typeof line === 'string' ? [index + 1] : [])),
        );
        expect(tail.offset).toBe(bytes.length);
      },
    ),
    { numRuns: 150 },
  );
});

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  cursorOf,
  type LogPlace,
  LogTail,
  placeOf,
  type TailItem,
} from '../../../../src/providers/trl/log-tail.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-tail-'));
afterAll(() => rmSync(folder, { recursive: true }));

const token = 'c0ffee';
const time = '2026-11-24T10:00:00.000Z';
let files = 0;

function newFile(content: string | Buffer = ''): string {
  const file = path.join(folder, `${++files}.log`);
  writeFileSync(file, content);
  return file;
}

function event(n: number, state: string): string {
  return `@@FT:${token} ${JSON.stringify({ n, time, type: 'state', state })}\n`;
}

async function readAll(file: string, from?: LogPlace, end = true): Promise<TailItem[]> {
  const tail = new LogTail(file, token, from);
  const found: TailItem[] = [];
  for (let items = await tail.read(); items.length > 0; items = await tail.read()) {
    found.push(...items);
  }
  found.push(...(end ? tail.end() : []));
  await tail.close();
  return found;
}

function said(items: readonly TailItem[]): string[] {
  return items.map(({ n, observation }) =>
    observation.type === 'log' ? observation.text : `${n}:${observation.type}`,
  );
}

describe('a log that grows', () => {
  test('is read as it grows; an unfinished line waits for its rest', async () => {
    const file = newFile('one\ntw');
    const tail = new LogTail(file, token);
    expect(said(await tail.read())).toEqual(['one']);
    expect(await tail.read()).toEqual([]);
    appendFileSync(file, `o\n${event(1, 'running')}`.slice(0, 20));
    expect(said(await tail.read())).toEqual(['two']);
    appendFileSync(file, `o\n${event(1, 'running')}`.slice(20));
    expect(said(await tail.read())).toEqual(['1:state']);
    await tail.close();
  });

  test('that is not there yet has nothing in it', async () => {
    const file = path.join(folder, 'later.log');
    const tail = new LogTail(file, token);
    expect(await tail.read()).toEqual([]);
    writeFileSync(file, 'here\n');
    expect(said(await tail.read())).toEqual(['here']);
    await tail.close();
  });

  test('may hold bytes that are no text: places stay right', async () => {
    const content = Buffer.concat([
      Buffer.from('grüße 👩‍🚀\n'),
      Buffer.from([0xff, 0xfe, 0x41, 0x0a]),
      Buffer.from(`${event(1, 'running')}end\n`),
    ]);
    const file = newFile(content);
    const all = await readAll(file);
    expect(said(all)).toEqual(['grüße 👩‍🚀', '\ufffd\ufffdA', '1:state', 'end']);
    for (const [index, item] of all.entries()) {
      expect(said(await readAll(file, placeOf(item.observation.cursor)))).toEqual(said(all.slice(index + 1)));
    }
  });

  test('longer than what is read at once', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} ${'x'.repeat(40)}`);
    const file = newFile(`${lines.join('\n')}\n`);
    expect(said(await readAll(file))).toEqual(lines);
  });

  test('what was written while nobody looked gets the time of the event before it', async () => {
    const old = `${event(1, 'running')}${Array.from({ length: 9000 }, () => 'x'.repeat(40)).join('\n')}\n`;
    const items = await readAll(newFile(old));
    expect(items[1]?.observation.time).toBe(time);
  });
});

describe('cursors', () => {
  test('are read as they are written', () => {
    for (const place of [
      { offset: 0, items: 0, ended: false },
      { offset: 123_456_789_012, items: 0, ended: false },
      { offset: 12, items: 1, ended: false },
      { offset: 12, items: 0, ended: true },
    ]) {
      expect(placeOf(cursorOf(place))).toEqual(place);
    }
  });

  test.each([undefined, '', 'x', '-1', '1e9', '1+', '12 ', '1'.repeat(40)])(
    '%s begins at the beginning',
    (cursor) => {
      expect(placeOf(cursor)).toEqual({ offset: 0, items: 0, ended: false });
    },
  );

  test('of any item lead to what comes behind it', async () => {
    const line = fc.oneof(
      fc.constant('event'),
      fc.constant('bar\r 10%'),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', '')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.nat(40), async (lines, at) => {
        let n = 0;
        // An event without a line end before it, as behind a progress bar, makes two items of one line.
        const content = lines.map((text) =>
          text === 'event' ? event(++n, 's') : text.includes('\r') ? text : `${text}\n`,
        );
        const file = newFile(content.join(''));
        const all = await readAll(file);
        const seen = all.slice(0, at);
        const last = seen.at(-1)?.observation.cursor;
        const rest = await readAll(file, placeOf(last));
        expect(said([...seen, ...rest])).toEqual(said(all));
      }),
      { numRuns: 100 },
    );
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UnreadableFile } from '../../../src/workspace/read.ts';
import { RowWriter } from '../../../src/workspace/row-writer.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hash = Buffer.alloc(32, 255);

function filesOf(name: string) {
  return { rows: path.join(folder, `${name}.rows`), sources: path.join(folder, `${name}.sources`) };
}

test('rows and their sources, line by line', () => {
  const files = filesOf('a');
  const writer = new RowWriter(files, 'a "quoted" name.jsonl');
  writer.add({ text: 'é\n' }, 1, hash);
  writer.add({ text: 'b' }, 7, hash);
  const bytes = writer.end();
  writer.close();
  const rows = readFileSync(files.rows);
  expect(rows.toString()).toBe('{"text":"é\\n"}\n{"text":"b"}\n');
  expect(bytes).toBe(rows.length);
  expect(readFileSync(files.sources, 'utf8')).toBe(
    [1, 7].map((line) => `${JSON.stringify(['a "quoted" name.jsonl', line, 'ff'.repeat(32)])}\n`).join(''),
  );
});

test('more than is kept in memory', () => {
  const files = filesOf('b');
  const writer = new RowWriter(files, 'b');
  const row = { text: 'ü'.repeat(1000) };
  for (let line = 1; line <= 3000; line++) {
    writer.add(row, line, hash);
  }
  const bytes = writer.end();
  writer.close();
  expect(bytes).toBe(3000 * (Buffer.byteLength(JSON.stringify(row)) + 1));
  expect(readFileSync(files.rows, 'utf8').split('\n')).toHaveLength(3001);
});

test('what is there already is not written over', () => {
  const files = filesOf('c');
  writeFileSync(files.rows, 'mine');
  expect(() => new RowWriter(files, 'c')).toThrow(UnreadableFile);
  expect(readFileSync(files.rows, 'utf8')).toBe('mine');
});

test('a folder that is not there is told', () => {
  const rows = path.join(folder, 'gone', 'rows');
  expect(() => new RowWriter({ rows, sources: rows }, 'd')).toThrow(expect.objectContaining({ path: rows }));
});

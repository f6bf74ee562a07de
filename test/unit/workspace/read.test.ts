import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../src/language/index.ts';
import { contentOf, readDataset, UnreadableFile } from '../../../src/workspace/read.ts';

describe('lines of a file', () => {
  test.each([
    ['an empty file', '', ['']],
    ['a final line end', 'a\n', ['a', '']],
    ['none', 'a\nb', ['a', 'b']],
    ['all line ends', 'a\r\nb\rc\n\nd', ['a', 'b', 'c', '', 'd']],
    ['a byte order mark', '\ufeffa', ['a']],
    ['nothing but that', '\ufeff', ['']],
    ['one in the middle, which is text', 'a\n\ufeffb', ['a', '\ufeffb']],
  ])('%s', (_name, text, lines) => {
    expect(contentOf(Buffer.from(text), 'x').lines).toEqual(lines);
  });

  test('bytes that are no UTF-8 become U+FFFD, in their line', () => {
    const { lines, signature } = contentOf(Buffer.from('ok\ncaf\u00e9\nok', 'latin1'), 'x');
    expect(lines).toEqual(['ok', 'caf\ufffd', 'ok']);
    expect(signature.encoding).toMatchObject({ kind: 'invalid', line: 1 });
  });

  test('are the same however many bytes are decoded at once', () => {
    const piece = fc.constantFrom('a', 'é', '日', '😀', '\n', '\r\n', '\r', ' ', '"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (pieces, chunk) => {
        const text = pieces.join('');
        expect(contentOf(Buffer.from(text), 'x', chunk).lines).toEqual(splitLines(text));
      }),
    );
  });
});

describe('files that can not be read', () => {
  test.each([
    ['gone.jsonl', 'there is no such file.'],
    ['.', 'is a folder, not a file.'],
  ])('%s %s', async (name, message) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-'));
    const file = path.join(folder, name);
    const error = await readDataset(file).catch((thrown: unknown) => thrown);
    rmSync(folder, { recursive: true });
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({ path: file, message });
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainSignature, signatureOf, signatureOfText } from '../../../../src/language/document/signature.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('signatureOf', () => {
  test('sees nothing in an empty file and in plain text', () => {
    expect(signatureOf(new Uint8Array())).toEqual(plainSignature);
    expect(signatureOf(bytes('{"a":"Grüße 👋"}'))).toEqual(plainSignature);
  });

  test('sees a byte order mark', () => {
    expect(signatureOf(bytes('\uFEFF{}'))).toEqual({ ...plainSignature, byteOrderMark: true });
  });

  test('counts line ends of each kind', () => {
    expect(signatureOf(bytes('a\nb\r\nc\rd\r\r\n')).lineEnds).toEqual({ lf: 1, crlf: 2, cr: 2 });
  });

  test('says where the first byte is that is no UTF-8', () => {
    const latin1 = Uint8Array.from([...bytes('{"a":1}\r\n{"b":"'), 0xe9, 0x22]);
    expect(signatureOf(latin1).encoding).toEqual({ kind: 'invalid', offset: 15, byte: 0xe9, line: 1 });
  });

  test('sees UTF-16 with and without its mark', () => {
    const utf16 = (text: string, mark: string) => new Uint8Array(Buffer.from(mark + text, 'utf16le'));
    expect(signatureOf(utf16('{"a":1}', '\uFEFF'))).toMatchObject({
      byteOrderMark: true,
      encoding: { kind: 'utf-16' },
    });
    expect(signatureOf(utf16('{"text":"Hello"}', '')).encoding).toEqual({ kind: 'utf-16' });
    expect(signatureOf(utf16('{"text":"Hello"}', '').slice().reverse()).encoding).toEqual({ kind: 'utf-16' });
  });

  test('sees binaries, and says which where it knows', () => {
    expect(signatureOf(gzipSync('{"a":1}')).encoding).toEqual({ kind: 'binary', what: 'a gzip archive' });
    expect(signatureOf(bytes('PAR1\0\0\u0015')).encoding).toEqual({ kind: 'binary', what: 'a Parquet file' });
    expect(signatureOf(Uint8Array.from({ length: 400 }, (_, index) => index % 32)).encoding).toEqual({
      kind: 'binary',
    });
  });

  test('does not take text with one NUL for a binary', () => {
    expect(signatureOf(bytes(`{"a":"x\0y"}\n${'{"a":"text"}\n'.repeat(5)}`)).encoding).toBeUndefined();
  });

  test('finds what is no UTF-8 exactly where a strict decoder does', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }).map(bytes),
      fc.constantFrom(
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xc0, 0x80],
        [0xe0, 0x80, 0x80],
        [0xf0, 0x9f],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        // Letters before it, so that nothing in it is the sign of another kind of file.
        const file = Uint8Array.from([...bytes('text '.repeat(40)), ...pieces.flatMap((part) => [...part])]);
        const { encoding } = signatureOf(file);
        expect(encoding?.kind === 'invalid').toBe(!decodes(file));
        if (encoding?.kind === 'invalid') {
          expect(decodes(file.subarray(0, encoding.offset))).toBe(true);
          expect(encoding.byte).toBe(file[encoding.offset]);
        }
      }),
    );
  });
});

function decodes(file: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file);
    return true;
  } catch {
    return false;
  }
}

describe('signatureOfText', () => {
  test('agrees with the bytes on what a text can tell', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', 'ü'), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const { lf, crlf, cr } = signatureOf(bytes(text)).lineEnds;
        // Without a carriage return nothing can be mixed, and nobody counts.
        const expected = crlf + cr === 0 ? { lf: 0, crlf: 0, cr: 0 } : { lf, crlf, cr };
        expect(signatureOfText(text).lineEnds).toEqual(expected);
      }),
    );
  });

  test('sees a byte order mark and a binary', () => {
    expect(signatureOfText('\uFEFF{}').byteOrderMark).toBe(true);
    expect(signatureOfText('\0\u0001\u0002PNG').encoding).toEqual({ kind: 'binary' });
    expect(signatureOfText(`${'x'.repeat(100)}\0`).encoding).toBeUndefined();
  });
});

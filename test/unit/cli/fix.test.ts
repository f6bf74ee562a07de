import { chmod, lstat, readdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesOf, folderWith, onlyTheseRules, rows, tuneset } from './harness.ts';

const config = { 'tuneset.json': onlyTheseRules };

describe('what is written', () => {
  test('safe repairs only, and a second run changes nothing', async () => {
    const folder = await folderWith({
      ...config,
      'a.jsonl': [rows.good, '', rows.good, '  ', rows.other, ''].join('\n'),
    });
    const first = await tuneset(folder, ['fix']);
    expect(first).toMatchObject({ exitCode: 1, err: '' });
    expect(first.out).toContain('a.jsonl: fixed 2 problems. 1 problem left: `tuneset check` shows them.');
    expect(first.out).toMatch(/^ +2 {2}json\.blank-line {2}Blank line$/m);
    const after = await bytesOf(folder, 'a.jsonl');
    expect(after).toBe([rows.good, rows.good, rows.other, ''].join('\n'));
    const { mtimeMs } = await stat(path.join(folder, 'a.jsonl'));
    const second = await tuneset(folder, ['fix']);
    expect(second.out).toBe('a.jsonl: nothing to fix. 1 problem left: `tuneset check` shows them.\n');
    expect((await stat(path.join(folder, 'a.jsonl'))).mtimeMs).toBe(mtimeMs);
    expect(await bytesOf(folder, 'a.jsonl')).toBe(after);
  });

  test('--suggested makes the others too; then nothing is left and the exit is 0', async () => {
    const folder = await folderWith({
      ...config,
      'a.jsonl': [rows.good, rows.good, rows.unanswered].join('\n'),
    });
    const ran = await tuneset(folder, ['fix', '--suggested']);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const answered = rows.unanswered.replace(',{"role":"user","content":"Thanks"}', '');
    expect(await bytesOf(folder, 'a.jsonl')).toBe([rows.good, answered].join('\n'));
    expect((await tuneset(folder, ['fix', '--suggested'])).out).toBe('a.jsonl: nothing to fix.\n');
  });

  test.each([
    ['--rule=chat.last-role', 'chat.last-role'],
    ['--rule=chat,json', 'chat.last-role json.blank-line'],
  ])('%s repairs only those', async (option, fixed) => {
    const folder = await folderWith({
      ...config,
      'a.jsonl': [rows.good, '', rows.good, rows.unanswered, ''].join('\n'),
    });
    const { out } = await tuneset(folder, ['fix', '--suggested', option]);
    const codes = out.match(/\b(json|chat|duplicate)\.[a-z-]+/g) ?? [];
    expect(codes.sort().join(' ')).toBe(fixed.split(' ').sort().join(' '));
  });

  test.each([
    ['\\r\\n, a byte order mark and a final line end', '\u00ef\u00bb\u00bf', '\r\n', '\r\n'],
    ['no final line end', '', '\r\n', ''],
    ['\\n', '', '\n', '\n'],
    ['\\r', '', '\r', '\r'],
  ])('keeps %s', async (_name, mark, end, final) => {
    const latin = (lines: readonly string[]) => mark + lines.join(end) + final;
    const folder = await folderWith({
      ...config,
      'a.jsonl': Buffer.from(latin([rows.good, ' ', rows.other]), 'latin1'),
    });
    await tuneset(folder, ['fix']);
    expect(await bytesOf(folder, 'a.jsonl')).toBe(latin([rows.good, rows.other]));
  });

  test('each line keeps its own end, and rows that need no repair every byte', async () => {
    const odd = `  ${rows.good.replace('four', '\u00e9 \\u00e9 \ud83d\ude00 \u2028')}\t `;
    const before = `${odd}\r\n\n${rows.other}\n \r\n${rows.unanswered}\r\n`;
    const folder = await folderWith({ ...config, 'a.jsonl': before });
    await tuneset(folder, ['fix']);
    expect(await bytesOf(folder, 'a.jsonl')).toBe(
      Buffer.from(`${odd}\r\n${rows.other}\n${rows.unanswered}\r\n`).toString('latin1'),
    );
  });

  test('mode and symbolic links stay, and no temporary file', async () => {
    const folder = await folderWith({ ...config, 'real/a.jsonl': `${rows.good}\n\n` });
    await chmod(path.join(folder, 'real/a.jsonl'), 0o640);
    await symlink('real/a.jsonl', path.join(folder, 'link.jsonl'));
    expect(await tuneset(folder, ['fix', 'link.jsonl'])).toMatchObject({ exitCode: 0, err: '' });
    expect((await lstat(path.join(folder, 'link.jsonl'))).isSymbolicLink()).toBe(true);
    expect((await stat(path.join(folder, 'real/a.jsonl'))).mode & 0o777).toBe(0o640);
    expect(await bytesOf(folder, 'real/a.jsonl')).toBe(`${rows.good}\n`);
    expect(await readdir(path.join(folder, 'real'))).toEqual(['a.jsonl']);
  });

  test('an empty file stays empty, one of blank lines becomes so', async () => {
    const folder = await folderWith({ ...config, 'a.jsonl': '', 'b.jsonl': ' \n\n' });
    expect((await tuneset(folder, ['fix'])).exitCode).toBe(0);
    expect(await bytesOf(folder, 'a.jsonl')).toBe('');
    expect(await bytesOf(folder, 'b.jsonl')).toBe('');
  });
});

describe('what is not written', () => {
  test.each([
    ['binary', Buffer.from([0x7b, 0, 1, 2, 10, 10]), 'is binary, not text: it is left as it is.'],
    [
      'UTF-16',
      Buffer.from('\ufeff{}\n\n', 'utf16le'),
      'is UTF-16: it is left as it is. Save it as UTF-8 first.',
    ],
    [
      'Latin-1',
      Buffer.from('{"text":"caf\u00e9"}\n\n', 'latin1'),
      'is not UTF-8 (byte 0xe9 in line 1): it is left as it is. Save it as UTF-8 first.',
    ],
  ])('a file that is %s: a message, exit 2, the others are fixed', async (_name, bytes, message) => {
    const folder = await folderWith({ ...config, 'a.jsonl': bytes, 'b.jsonl': `\n${rows.good}\n` });
    const ran = await tuneset(folder, ['fix']);
    expect(ran).toMatchObject({ exitCode: 2, err: `a.jsonl: ${message}\n` });
    expect(await bytesOf(folder, 'a.jsonl')).toBe(bytes.toString('latin1'));
    expect(await bytesOf(folder, 'b.jsonl')).toBe(`${rows.good}\n`);
  });

  test('--dry-run says what would be, and exits as if nothing was done', async () => {
    const before = `${rows.good}\n\n`;
    const folder = await folderWith({ ...config, 'a.jsonl': before });
    const { exitCode, out } = await tuneset(folder, ['fix', '--dry-run']);
    expect(exitCode).toBe(1);
    expect(out).toContain('a.jsonl: would fix 1 problem.');
    expect(await bytesOf(folder, 'a.jsonl')).toBe(before);
  });

  test('--diff prints a unified diff, row by row', async () => {
    const before = `${rows.good}\n\n${rows.other}\n${rows.unanswered}\n`;
    const folder = await folderWith({ ...config, 'a.jsonl': before });
    const { exitCode, out } = await tuneset(folder, ['fix', '--diff', '--suggested']);
    expect(exitCode).toBe(1);
    expect(out.split('\n')).toEqual([
      '--- a.jsonl',
      '+++ a.jsonl',
      '@@ -2 +1,0 @@',
      '-',
      '@@ -4 +3 @@',
      `-${rows.unanswered}`,
      `+${rows.unanswered.replace(',{"role":"user","content":"Thanks"}', '')}`,
      '',
    ]);
    expect(await bytesOf(folder, 'a.jsonl')).toBe(before);
  });

  test('a file that is not there', async () => {
    const folder = await folderWith({ ...config, 'a.jsonl': rows.good });
    expect(await tuneset(folder, ['fix', 'b.jsonl', 'a.jsonl'])).toMatchObject({
      exitCode: 2,
      err: 'b.jsonl: there is no such file. Did you mean "a.jsonl"?\n',
    });
  });
});

describe('standard input', () => {
  test('goes to standard output, and what there is to say to standard error', async () => {
    const folder = await folderWith(config);
    const ran = await tuneset(folder, ['fix', '-'], { stdin: `${rows.good}\r\n\r\n` });
    expect(ran).toMatchObject({ exitCode: 0, out: `${rows.good}\r\n` });
    expect(ran.err).toContain('<stdin>: fixed 1 problem.');
  });

  test('that is no text is not passed on', async () => {
    const ran = await tuneset(await folderWith({}), ['fix', '-'], { stdin: Buffer.from([0xff, 0xfe, 0]) });
    expect(ran).toMatchObject({ exitCode: 2, out: '' });
    expect(ran.err).toContain('<stdin>: is UTF-16');
  });
});

import { expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { good } from '../support/rows.ts';
import { TestEditor } from './support/editor.ts';

const uri = 'untitled:hostile.jsonl';

const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;

const rows = [
  '',
  '   ',
  '\u0000\u0001',
  'no json',
  '{"messages":',
  '{"messages":{"role":"user"}}',
  '{"messages":[null,7,"x",[],{}]}',
  '{"messages":[{"role":7,"content":{"a":1}},{"role":null,"content":[[]]}]}',
  `{"messages":${deep}}`,
  deep,
  '{"__proto__":{"polluted":true},"constructor":1,"messages":[{"role":"__proto__","content":"x"}]}',
  '{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\\"a\\":"}}]}],"tools":"all"}',
  '{"prompt":[],"chosen":{},"rejected":"\\ud800"}',
  `{"text":"${'x'.repeat(200_000)}"}`,
  '{"text":"🙂\\u2028"}',
  '[1,2',
  'null',
  '"text"',
  JSON.stringify(good()),
];

test('whatever the rows hold, every request is answered and nothing is logged', async () => {
  const editor = await TestEditor.start();
  editor.open(uri, rows.join('\n'));
  await editor.published(uri);
  const textDocument = { uri };
  for (const [line, { length }] of rows.entries()) {
    for (const character of [0, 1, Math.floor(length / 2), length, length + 10]) {
      const position = { line, character };
      await editor.request('textDocument/hover', { textDocument, position });
      await editor.request('textDocument/completion', { textDocument, position });
    }
    const range = { start: { line, character: 0 }, end: { line, character: length } };
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    expect(actions).toBeInstanceOf(Array);
  }
  await editor.request('textDocument/documentSymbol', { textDocument });
  await editor.request('tuneset/fixAll', { uri });
  await editor.request('tuneset/report', { uri, name: 'hostile.jsonl' });
  for (let line = rows.length - 1; line >= 0; line--) {
    editor.edit(uri, [line, 1, line + 2, 3, ''], [line, 0, line, 0, '{"a\n']);
  }
  await editor.published(uri, rows.length + 1);
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

test('positions and requests that make no sense are answered too', async () => {
  const editor = await TestEditor.start();
  editor.open(uri, rows.join('\n'));
  const position = { line: 9999, character: 9999 };
  expect(await editor.request('textDocument/hover', { textDocument: { uri }, position })).toBeNull();
  expect(await editor.request('textDocument/completion', { textDocument: { uri }, position })).toEqual([]);
  await expect(
    editor.request('codeAction/resolve', { title: 'x', data: { uri, version: 7 } }),
  ).rejects.toThrow();
  await expect(editor.request('codeAction/resolve', { title: 'x' })).rejects.toThrow();
  await expect(editor.request('tuneset/report', null)).rejects.toThrow();
  await editor.published(uri, editor.edit(uri, [9999, 9999, 99999, 0, 'x']));
  editor.dispose();
});

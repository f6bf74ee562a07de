import { readFile, rm } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { CheckWorkspaceResult } from '../../../src/server/protocol.ts';
import { assistant, chat, good, user } from '../support/rows.ts';
import { TestEditor } from './support/editor.ts';
import { TestFolder } from './support/folder.ts';

let editor: TestEditor;

afterEach(() => editor.dispose());

const row = `${JSON.stringify(good())}\n`;
const unanswered = `${JSON.stringify(chat(user('Hi'), assistant('Hello.'), user('And?')))}\n`;

test('what the text hides is read from the file: a byte order mark', async () => {
  const folder = await TestFolder.make({ 'rows.jsonl': `\uFEFF${row}` });
  const uri = folder.uri('rows.jsonl');
  editor = await TestEditor.start();
  editor.open(uri, row);
  await editor.published(uri);
  expect(editor.codes(uri)).toContain('json.bom');
});

test('the file is looked at again when it was saved', async () => {
  const folder = await TestFolder.make({ 'rows.jsonl': `\uFEFF${row}` });
  const uri = folder.uri('rows.jsonl');
  editor = await TestEditor.start();
  editor.open(uri, row);
  await editor.until(() => editor.codes(uri).includes('json.bom'));
  await folder.write('rows.jsonl', row);
  editor.notify('textDocument/didSave', { textDocument: { uri } });
  await editor.until(() => !editor.codes(uri).includes('json.bom'));
});

test('a quick fix rewrites the file, and leaves its rows as they are', async () => {
  const folder = await TestFolder.make({ 'rows.jsonl': `\uFEFF${row}` });
  const uri = folder.uri('rows.jsonl');
  editor = await TestEditor.start();
  editor.open(uri, row);
  await editor.until(() => editor.codes(uri).includes('json.bom'));
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    context: { diagnostics: [] },
  });
  const { command, arguments: args } = actions.find(({ command }) => command !== undefined)!.command!;
  await editor.request('workspace/executeCommand', { command, arguments: args });
  expect(await readFile(folder.file('rows.jsonl'), 'utf8')).toBe(row);
  await editor.until(() => !editor.codes(uri).includes('json.bom'));
});

test('a file with unsaved edits is not rewritten', async () => {
  const folder = await TestFolder.make({ 'rows.jsonl': `\uFEFF${row}` });
  const uri = folder.uri('rows.jsonl');
  editor = await TestEditor.start();
  editor.open(uri, row);
  editor.edit(uri, [0, 0, 0, 0, ' ']);
  const rewriting = editor.request('workspace/executeCommand', {
    command: 'tuneset.rewriteFile',
    arguments: [uri, 'remove-byte-order-mark'],
  });
  await expect(rewriting).rejects.toThrow(/not saved/);
  expect(await readFile(folder.file('rows.jsonl'), 'utf8')).toBe(`\uFEFF${row}`);
});

test('commands with other arguments are refused', async () => {
  editor = await TestEditor.start();
  for (const args of [[], [7], ['untitled:x', 'delete-all'], undefined]) {
    const refused = editor.request('workspace/executeCommand', {
      command: 'tuneset.rewriteFile',
      arguments: args,
    });
    await expect(refused).rejects.toThrow();
  }
});

test('a file that has gone is checked by its text', async () => {
  const folder = await TestFolder.make();
  const uri = folder.uri('gone.jsonl');
  editor = await TestEditor.start();
  editor.open(uri, unanswered);
  await editor.published(uri);
  expect(editor.codes(uri)).toContain('chat.last-role');
  editor.notify('textDocument/didSave', { textDocument: { uri } });
  await editor.published(uri, editor.edit(uri, [0, 0, 1, 0, row]));
  expect(editor.codes(uri)).not.toContain('chat.last-role');
  expect(editor.logged).toEqual([]);
});

test('the workspace is checked, open or not, and what is told stays true', async () => {
  const folder = await TestFolder.make({
    'tuneset.json': '{"target":"openai-sft"}',
    'a.jsonl': unanswered,
    'deep/b.ndjson': row,
    'node_modules/c.jsonl': unanswered,
    'notes.txt': 'x',
  });
  const [a, b] = [folder.uri('a.jsonl'), folder.uri('deep/b.ndjson')];
  editor = await TestEditor.start({ folders: [folder.uri()] });
  const result = await editor.request<CheckWorkspaceResult>('tuneset/checkWorkspace', {});
  expect(result).toMatchObject({ files: 2, rows: 2, unreadable: [] });
  expect(result.errors).toBeGreaterThan(0);
  expect(editor.codes(a)).toContain('chat.last-role');
  expect(editor.latest(folder.uri('node_modules/c.jsonl'))).toBeUndefined();

  // Changed on disk by someone else.
  await folder.write('deep/b.ndjson', unanswered);
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: b, type: 2 }] });
  await editor.until(() => editor.codes(b).includes('chat.last-role'));

  // Opened, edited and closed without saving: what is on disk counts again.
  editor.open(a, unanswered);
  await editor.published(a, editor.edit(a, [0, 0, 1, 0, row]));
  expect(editor.codes(a)).not.toContain('chat.last-role');
  expect(await editor.request('tuneset/checkWorkspace', {})).toMatchObject({ files: 2, rows: 2 });
  editor.close(a);
  await editor.until(() => editor.codes(a).includes('chat.last-role'));

  await rm(folder.file('deep/b.ndjson'));
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: b, type: 3 }] });
  await editor.until(() => editor.latest(b)?.diagnostics.length === 0);
}, 20_000);

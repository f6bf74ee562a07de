import { afterEach, expect, test } from 'vitest';
import { assistant, chat, good, user } from '../support/rows.ts';
import { type EditorOptions, TestEditor } from './support/editor.ts';
import { TestFolder } from './support/folder.ts';

const editors: TestEditor[] = [];

afterEach(() => {
  for (const editor of editors.splice(0)) {
    editor.dispose();
  }
});

async function start(options?: EditorOptions): Promise<TestEditor> {
  const editor = await TestEditor.start(options);
  editors.push(editor);
  return editor;
}

/** A row that ends with the user: a warning by itself, an error where a target rejects it. */
const text = `${JSON.stringify(chat(user('Hi'), assistant('Hello.'), user('And?')))}\n${JSON.stringify(good())}\n`;

function severityOf(editor: TestEditor, uri: string, code = 'chat.last-role'): number | undefined {
  return editor.latest(uri)?.diagnostics.find((problem) => problem.code === code)?.severity;
}

async function opened(editor: TestEditor, uri: string): Promise<void> {
  editor.open(uri, text);
  await editor.published(uri);
  await editor.until(() => editor.statuses.at(-1)?.uri === uri && editor.statuses.at(-1)?.pending === 0);
}

function changed(editor: TestEditor, uri: string, type = 2): void {
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
}

test('the nearest tuneset.json says the target and the severities', async () => {
  const folder = await TestFolder.make({
    'tuneset.json': '{"target":"openai-sft"}',
    'data/deep/tuneset.json': '{"rules":{"chat.last-role":"hint"}}',
  });
  const editor = await start();
  await opened(editor, folder.uri('data/rows.jsonl'));
  expect(severityOf(editor, folder.uri('data/rows.jsonl'))).toBe(1);
  expect(editor.statuses.at(-1)).toMatchObject({
    targets: [{ id: 'openai-sft', title: 'OpenAI supervised fine-tuning' }],
    configuration: folder.uri('tuneset.json'),
  });
  await opened(editor, folder.uri('data/deep/rows.jsonl'));
  expect(severityOf(editor, folder.uri('data/deep/rows.jsonl'))).toBe(4);
  expect(editor.statuses.at(-1)).toMatchObject({ targets: [] });
});

test('a tuneset.json that appears, changes or goes is followed', async () => {
  const folder = await TestFolder.make();
  const uri = folder.uri('rows.jsonl');
  const editor = await start();
  await opened(editor, uri);
  expect(severityOf(editor, uri)).toBe(2);

  await folder.write('tuneset.json', '{"target":"openai-sft"}');
  changed(editor, folder.uri('tuneset.json'), 1);
  await editor.until(() => severityOf(editor, uri) === 1);

  await folder.write('tuneset.json', '{"rules":{"chat":"off"}}');
  changed(editor, folder.uri('tuneset.json'));
  await editor.until(() => severityOf(editor, uri) === undefined);
});

test('settings of the editor count where tuneset.json says nothing', async () => {
  const folder = await TestFolder.make({ 'own/tuneset.json': '{"rules":{"chat.last-role":"info"}}' });
  const settings = { target: 'openai-sft', rules: { 'chat.last-role': 'hint' } };
  const editor = await start({ settings: () => settings });
  await opened(editor, folder.uri('rows.jsonl'));
  expect(severityOf(editor, folder.uri('rows.jsonl'))).toBe(4);
  await opened(editor, folder.uri('own/rows.jsonl'));
  expect(severityOf(editor, folder.uri('own/rows.jsonl'))).toBe(3);
  expect(editor.statuses.at(-1)!.targets).toMatchObject([{ id: 'openai-sft' }]);
});

test('settings that change are asked for again', async () => {
  let settings: object = {};
  const uri = 'untitled:rows.jsonl';
  const editor = await start({ settings: () => settings });
  await opened(editor, uri);
  settings = { target: ['openai-sft'] };
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.until(() => severityOf(editor, uri) === 1);
  settings = { enable: false };
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.until(() => editor.latest(uri)?.diagnostics.length === 0);
  await editor.until(() => editor.statuses.at(-1)?.enabled === false);
  expect(editor.statuses.at(-1)).toMatchObject({ rows: 0, errors: 0 });
  settings = {};
  editor.notify('workspace/didChangeConfiguration', { settings: null });
  await editor.until(() => severityOf(editor, uri) === 2);
});

test('settings that are sent count in editors that can not be asked', async () => {
  const uri = 'untitled:rows.jsonl';
  const editor = await start({ initializationOptions: { settings: { rules: { chat: 'error' } } } });
  await opened(editor, uri);
  expect(severityOf(editor, uri)).toBe(1);
  editor.notify('workspace/didChangeConfiguration', { settings: { tuneset: { rules: { chat: 'hint' } } } });
  await editor.until(() => severityOf(editor, uri) === 4);
});

test('settings that can not be meant are as if not set', async () => {
  const uri = 'untitled:rows.jsonl';
  const nonsense = {
    enable: 'yes',
    target: ['nowhere', 7],
    rules: { chat: 'loud', 'no.rule': 'off' },
    maxProblems: -3,
  };
  for (const settings of [nonsense, 'tuneset', 7, []]) {
    const editor = await start({ settings: () => settings });
    await opened(editor, uri);
    expect(severityOf(editor, uri)).toBe(2);
  }
});

test('no more problems than wanted are told, and a summary of the rest', async () => {
  const uri = 'untitled:rows.jsonl';
  const editor = await start({ settings: () => ({ maxProblems: 3 }) });
  editor.open(uri, `${JSON.stringify(good())}\n${'\n'.repeat(10)}`);
  const problems = await editor.published(uri);
  expect(problems).toHaveLength(4);
  expect(problems.at(-1)!.message).toMatch(/not shown here/);
  expect(problems.at(-1)!.codeDescription).toBeUndefined();
});

test('a broken tuneset.json counts as far as it can be read, and its problems are told', async () => {
  const folder = await TestFolder.make({
    'tuneset.json': '{\n  "target": "openai-sft",\n  "rules": {"chat.last-rule": "off"},\n}',
  });
  const editor = await start();
  await opened(editor, folder.uri('rows.jsonl'));
  expect(severityOf(editor, folder.uri('rows.jsonl'))).toBe(1);
  expect(editor.statuses.at(-1)!.configurationError).toMatch(/chat\.last-rule/);
  const [problem] = await editor.published(folder.uri('tuneset.json'));
  expect(problem).toMatchObject({
    severity: 1,
    source: 'tuneset',
    range: { start: { line: 2, character: 12 }, end: { line: 2, character: 28 } },
  });
  changed(editor, folder.uri('tuneset.json'), 3);
  await editor.until(() => editor.latest(folder.uri('tuneset.json'))?.diagnostics.length === 0);
});

test('an editor that validates tuneset.json itself is not told of its problems', async () => {
  const folder = await TestFolder.make({ 'tuneset.json': '{"targets": 7' });
  const editor = await start({ initializationOptions: { configDiagnostics: false } });
  await opened(editor, folder.uri('rows.jsonl'));
  expect(editor.latest(folder.uri('tuneset.json'))).toBeUndefined();
  expect(editor.statuses.at(-1)!.configurationError).toBeDefined();
});

test('a document that was never saved follows the first folder that is open', async () => {
  const folder = await TestFolder.make({ 'tuneset.json': '{"target":"openai-sft"}' });
  const editor = await start({ folders: [folder.uri()] });
  await opened(editor, 'untitled:rows.jsonl');
  expect(severityOf(editor, 'untitled:rows.jsonl')).toBe(1);
});

test('a document that is elsewhere is checked without a file', async () => {
  const uri = 'vscode-vfs://github/someone/data/rows.jsonl';
  const editor = await start();
  await opened(editor, uri);
  expect(severityOf(editor, uri)).toBe(2);
});

test('the ledger of a run is JSON Lines, but no dataset: it is left alone', async () => {
  const editor = await start();
  const ledger = 'file:///project/.tuneset/runs/20261124-101502-3fa9/events.jsonl';
  editor.open(ledger, '{"seq":1,"type":"state","state":"running"}\n{"seq":2,"type":"log"}\n');
  await editor.until(() => editor.statuses.at(-1)?.enabled === false);
  expect(editor.codes(ledger)).toEqual([]);
});

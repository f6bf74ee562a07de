import { afterEach, expect, test } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver/node';
import type { FixAllResult } from '../../../src/server/protocol.ts';
import { assistant, chat, good, many, system, user } from '../support/rows.ts';
import { type EditorOptions, TestEditor } from './support/editor.ts';

const uri = 'untitled:rows.jsonl';

const editors: TestEditor[] = [];

async function start(options?: EditorOptions): Promise<TestEditor> {
  const editor = await TestEditor.start(options);
  editors.push(editor);
  return editor;
}

afterEach(() => {
  for (const editor of editors.splice(0)) {
    editor.dispose();
  }
});

function lines(...rows: (object | string)[]): string {
  return rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
}

const unanswered = chat(user('Hi'), assistant('Hello.'), user('And one more thing.'));

test('an opened document gets its problems, with range, link and version', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), unanswered, good(2)));
  const [problem] = (await editor.published(uri)).filter(({ code }) => code === 'chat.last-role');
  expect(problem).toMatchObject({
    source: 'tuneset',
    severity: 2,
    codeDescription: { href: expect.stringMatching(/docs\/rules\/chat\.last-role\.md$/) },
  });
  const { start: from, end } = problem!.range;
  expect(JSON.stringify(unanswered).slice(from.character, end.character)).toBe('"user"');
  expect(from.line).toBe(1);
  expect(editor.latest(uri)!.version).toBe(1);
});

test('problems follow edits', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), good(2)));
  await editor.published(uri);
  expect(editor.codes(uri)).not.toContain('json.blank-line');
  await editor.published(uri, editor.edit(uri, [1, 0, 1, 0, '\n']));
  expect(editor.codes(uri)).toContain('json.blank-line');
  await editor.published(uri, editor.edit(uri, [1, 0, 2, 0, '']));
  expect(editor.codes(uri)).not.toContain('json.blank-line');
});

test('related rows are linked in the same document', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), good(2), good(1)));
  const problems = await editor.published(uri);
  expect(problems.find(({ code }) => code === 'duplicate.exact')).toMatchObject({
    range: { start: { line: 2 } },
    relatedInformation: [{ location: { uri, range: { start: { line: 0 } } } }],
  });
});

test('a burst of edits is told once, at its last version', async () => {
  const editor = await start();
  editor.open(uri, lines(...many(300)));
  await editor.published(uri);
  const before = editor.publications.length;
  let version = 0;
  for (let count = 0; count < 40; count++) {
    version = editor.edit(uri, [5, 0, 5, 0, ' ']);
  }
  await editor.published(uri, version);
  expect(editor.publications.slice(before).map((publication) => publication.version)).toEqual([version]);
});

test('changes of one event are made in their order, each after the one before', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), good(2), good(3)));
  await editor.published(uri);
  // From the bottom to the top, as editors send them, and then one that counts on those before.
  const version = editor.edit(
    uri,
    [2, 0, 2, 0, '\n'],
    [1, 0, 1, 0, '\n'],
    [0, 0, 0, 0, '\n'],
    [1, 0, 2, 0, ''],
  );
  const problems = await editor.published(uri, version);
  expect(
    problems.filter(({ code }) => code === 'json.blank-line').map(({ range }) => range.start.line),
  ).toEqual([0, 1, 3]);
});

test('an event without changes is no edit', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1)));
  await editor.published(uri);
  const before = editor.publications.length;
  editor.edit(uri);
  await editor.published(uri, editor.edit(uri, [0, 0, 0, 0, ' ']));
  expect(editor.publications.slice(before).map(({ version }) => version)).toEqual([3]);
});

test('a closed document has no problems any more, and edits after that are nothing', async () => {
  const editor = await start();
  editor.open(uri, lines(unanswered));
  await editor.until(() => editor.codes(uri).includes('chat.last-role'));
  editor.close(uri);
  await editor.until(() => editor.latest(uri)?.diagnostics.length === 0);
  editor.edit(uri, [0, 0, 0, 0, 'x']);
  expect(await editor.request('textDocument/hover', position(0, 3))).toBeNull();
  expect(editor.codes(uri)).toEqual([]);
});

test('hovers are answered while 20,000 rows are being checked', async () => {
  const editor = await start();
  editor.open(uri, lines(...many(20_000)));
  const hover = editor.request<Hover>('textDocument/hover', position(3, 5));
  const answered = hover.then(() => editor.heard.push('hover'));
  await editor.published(uri);
  await answered;
  expect(editor.heard.indexOf('hover')).toBeGreaterThanOrEqual(0);
  expect(editor.heard.indexOf('hover')).toBeLessThan(editor.heard.indexOf(`problems ${uri}`));
});

test('what was edited last is checked first', async () => {
  const editor = await start();
  const large = 'untitled:large.jsonl';
  editor.open(large, lines(...many(20_000)));
  editor.open(uri, lines(good(1)));
  await editor.published(large);
  await editor.published(uri);
  expect(editor.heard.indexOf(`problems ${uri}`)).toBeLessThan(editor.heard.indexOf(`problems ${large}`));
});

test('safe fixes come as a source action, worked out when chosen', async () => {
  const editor = await start(resolving);
  editor.open(uri, lines(good(1), '', good(2)));
  await editor.published(uri);
  const [action] = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: range(0, 0, 0, 0),
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  expect(action).toMatchObject({ kind: 'source.fixAll.tuneset' });
  expect(action!.edit).toBeUndefined();
  const resolved = await editor.request<CodeAction>('codeAction/resolve', action);
  expect(resolved.edit?.changes?.[uri]).toEqual([{ range: range(1, 0, 2, 0), newText: '' }]);
});

test('an action chosen after an edit is refused: its places are no longer true', async () => {
  const editor = await start(resolving);
  editor.open(uri, lines(good(1), '', good(2)));
  await editor.published(uri);
  const [action] = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: range(0, 0, 0, 0),
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  editor.edit(uri, [0, 0, 0, 0, '\n']);
  await expect(editor.request('codeAction/resolve', action)).rejects.toThrow(/edited meanwhile/);
});

test('a quick fix names the problem that it is for, and is answered for the text as it is by then', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), unanswered));
  editor.edit(uri, [0, 0, 0, 0, '\n']);
  const diagnostic = { range: range(2, 0, 2, 10), message: '', code: 'chat.last-role' };
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: range(2, 0, 2, 400),
    context: { diagnostics: [diagnostic] },
  });
  const fix = actions.find(({ title }) => title === 'Remove the message after the last answer');
  expect(fix).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'chat.last-role' }] });
  const [edit] = fix!.edit!.changes![uri]!;
  expect(edit!.range.start.line).toBe(2);
});

test('commands that the editor does not have are not offered', async () => {
  const titles = async (commands: string[]): Promise<string[]> => {
    const editor = await start({ initializationOptions: { commands } });
    editor.open(uri, lines(unanswered));
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: range(0, 0, 0, 500),
      context: { diagnostics: [] },
    });
    return actions.map(({ title }) => title);
  };
  expect((await titles([])).some((title) => title.startsWith('Turn off'))).toBe(false);
  expect((await titles(['tuneset.disableRule'])).some((title) => title.startsWith('Turn off'))).toBe(true);
});

test('all safe fixes can be asked for at once', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), '', good(2), '', good(3)));
  const result = await editor.request<FixAllResult>('tuneset/fixAll', { uri });
  expect(result).toMatchObject({ version: 1, fixed: 2, bytes: [] });
  expect(result.edits.map((edit) => edit.range.start.line)).toEqual([1, 3]);
});

test('the report tells all problems, and only of open documents', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), unanswered));
  expect(await editor.request('tuneset/report', { uri, name: 'rows.jsonl' })).toMatch(
    /^rows\.jsonl:2:\d+ warning The last message/m,
  );
  const other = editor.request('tuneset/report', { uri: 'untitled:other', name: 'other' });
  await expect(other).rejects.toThrow(/not open/);
});

test('the outline has a symbol a row', async () => {
  const editor = await start();
  editor.open(uri, lines(chat(system('Be kind.'), user('How are you?'), assistant('Well.')), good(2)));
  const symbols = await editor.request<{ name: string }[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  expect(symbols.map(({ name }) => name)).toEqual([
    '1 · How are you?',
    '2 · What is the capital of country number 2?',
  ]);
});

test('keys and roles are completed', async () => {
  const editor = await start();
  editor.open(uri, `${JSON.stringify(good(1))}\n{"messages":[{"role":"`);
  const items = await editor.request<{ label: string }[]>(
    'textDocument/completion',
    position(1, '{"messages":[{"role":"'.length),
  );
  expect(items.map(({ label }) => label)).toContain('assistant');
});

test('the status follows the check', async () => {
  const editor = await start();
  editor.open(uri, lines(good(1), unanswered, good(2)));
  await editor.published(uri);
  await editor.until(() => editor.statuses.some(({ pending }) => pending === 0));
  expect(editor.statuses.at(-1)).toMatchObject({
    uri,
    version: 1,
    enabled: true,
    format: 'OpenAI chat',
    targets: [],
    rows: 3,
    pending: 0,
  });
});

test('targets can be listed', async () => {
  const editor = await start();
  const targets = await editor.request<{ id: string; title: string; formats: string[] }[]>(
    'tuneset/targets',
    null,
  );
  expect(targets).toContainEqual({
    id: 'openai-sft',
    title: 'OpenAI supervised fine-tuning',
    formats: ['OpenAI chat'],
  });
});

const resolving: EditorOptions = {
  capabilities: {
    textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
  },
};

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function position(line: number, character: number) {
  return { textDocument: { uri }, position: { line, character } };
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { appears, chat, closeAll, open, write } from '../support/workspace.ts';

const row = chat('Is there rye bread?', 'Yes, two kinds.');

describe('help while writing', () => {
  afterEach(closeAll);

  it('tells in a hover what the row is', async () => {
    const { document } = await open('tools.jsonl');
    const text = await eventually('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(0, 20),
      );
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((part) => (part as vscode.MarkdownString).value),
      );
      const text = texts.join('\n');
      return !text.includes('not checked yet') && text;
    });
    assert.match(text, /find_bread/);
  });

  it('completes roles and declared tools', async () => {
    const editor = await open(await write('typing.jsonl', `${row}\n{"messages":[{"role":""}]}\n`));
    const labels = await eventually('completions', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        new vscode.Position(1, '{"messages":[{"role":"'.length),
      );
      return (
        items.some(({ kind }) => kind === vscode.CompletionItemKind.Value) && items.map(({ label }) => label)
      );
    });
    assert.ok(labels.includes('assistant'), labels.join());
  });

  it('lists rows in the outline', async () => {
    const { document } = await open('tools.jsonl');
    const names = await eventually('symbols', async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return symbols?.map(({ name }) => name);
    });
    assert.deepEqual(names, ['1 · Is there rye bread?', '2 · Is there spelt bread today?']);
  });

  for (const command of [
    'editor.action.commentLine',
    'editor.action.blockComment',
    'editor.action.addCommentLine',
  ]) {
    it(`puts no comment into data: ${command}`, async () => {
      // A file of its own: one written again is read again, and may be seen empty meanwhile.
      const editor = await open(await write(`${command}.jsonl`, `${row}\n${row}\n`));
      await appears(editor.document.uri, 'duplicate.exact');
      const { version } = editor.document;
      editor.selection = new vscode.Selection(0, 3, 1, 5);
      await vscode.commands.executeCommand(command);
      assert.equal(editor.document.getText(), `${row}\n${row}\n`);
      assert.equal(editor.document.version, version);
    });
  }

  it('closes brackets and quotes as before', async () => {
    const editor = await open(await write('brackets.jsonl', `${row}\n`));
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    for (const text of ['{', '"']) {
      await vscode.commands.executeCommand('type', { text });
    }
    assert.equal(editor.document.lineAt(1).text, '{""}');
  });
});

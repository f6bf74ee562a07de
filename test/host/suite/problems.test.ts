import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import {
  appears,
  chat,
  closeAll,
  codeOf,
  disappears,
  file,
  hasProblem,
  open,
  problems,
  write,
} from '../support/workspace.ts';

describe('problems', () => {
  afterEach(closeAll);

  it('are shown with range, severity and a link to the page of their rule', async () => {
    const { document } = await open('support.jsonl');
    const problem = await appears(document.uri, 'chat.last-role');
    assert.equal(document.getText(problem.range), '"user"');
    assert.equal(problem.range.start.line, 1);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(
      (problem.code as { target: vscode.Uri }).target.toString(),
      /docs\/rules\/chat\.last-role\.md$/,
    );
  });

  it('link the other rows that they speak of', async () => {
    const { document } = await open('support.jsonl');
    const [related] = (await appears(document.uri, 'duplicate.exact')).relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), document.uri.toString());
    assert.equal(related?.location.range.start.line, 0);
  });

  it('appear and disappear as one types', async () => {
    const editor = await open('train.jsonl');
    const { uri } = editor.document;
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '{"messages": [}'));
    await appears(uri, 'json.syntax');
    await editor.edit((edit) => edit.delete(new vscode.Range(1, 0, 1, 100)));
    await disappears(uri, 'json.syntax');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
    await appears(uri, 'json.blank-line');
    await vscode.commands.executeCommand('undo');
    await disappears(uri, 'json.blank-line');
  });

  it('are right after many edits at once, in documents with \\r\\n too', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => chat(`Is there bread ${row}?`, `Number ${row} is.`));
    const editor = await open(await write('windows.jsonl', `${rows.join('\r\n')}\r\n`));
    const { uri } = editor.document;
    await editor.edit((edit) => {
      for (let line = 0; line < 200; line += 2) {
        edit.insert(new vscode.Position(line, 0), '\n');
      }
    });
    await eventually('100 blank lines', () => {
      const blank = problems(uri).filter((problem) => codeOf(problem) === 'json.blank-line');
      return (
        blank.length === 100 &&
        blank.every(({ range }) => editor.document.lineAt(range.start.line).isEmptyOrWhitespace)
      );
    });
  });

  it('of a document that was never saved are shown too', async () => {
    const content = `${chat('Is there rye bread?', 'Yes.', 'Thanks!')}\n`;
    const document = await vscode.workspace.openTextDocument({ language: 'jsonl', content });
    await vscode.window.showTextDocument(document);
    await appears(document.uri, 'chat.last-role');
  });

  it('of a file that is no JSON Lines are one', async () => {
    const { document } = await open('array.jsonl');
    await appears(document.uri, 'json.layout');
    assert.deepEqual(problems(document.uri).map(codeOf), ['json.layout']);
  });

  it('go when the document is closed', async () => {
    // Documents that an extension opens stay for minutes; those that a person opens go with their editor.
    const uri = await write('closed.jsonl', `${chat('Is there rye bread?', 'Yes.', 'Thanks!')}\n`);
    await vscode.commands.executeCommand('vscode.open', uri);
    await appears(uri, 'chat.last-role');
    await closeAll();
    await eventually('none', () => problems(uri).length === 0);
  });

  it('of files that are not open are shown by Check Workspace, and stay true', async () => {
    await vscode.commands.executeCommand('tuneset.checkWorkspace');
    await appears(file('support.jsonl'), 'chat.last-role');
    await appears(file('marked.jsonl'), 'json.bom');
    assert.equal(hasProblem(file('tools.jsonl'), 'json.syntax'), false);
  });

  it('are all in the report, with links to their places', async () => {
    const { document } = await open('support.jsonl');
    await appears(document.uri, 'chat.last-role');
    await vscode.commands.executeCommand('tuneset.showAllProblems');
    const report = vscode.window.activeTextEditor!.document;
    assert.equal(report.uri.scheme, 'tuneset-report');
    assert.match(report.getText(), /^support\.jsonl:2:203 warning The last message/m);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      report.uri,
    );
    const targets = links.map(({ target }) => target?.toString());
    assert.ok(targets.includes(document.uri.with({ fragment: 'L2,203' }).toString()), targets.join());
  });

  it('are shown again after the server was restarted', async () => {
    const { document } = await open('support.jsonl');
    await appears(document.uri, 'chat.last-role');
    await vscode.commands.executeCommand('tuneset.restartServer');
    await appears(document.uri, 'chat.last-role');
  });
});

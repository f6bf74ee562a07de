import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { reportLine } from '../harness/report.ts';
import { appears, chat, closeAll, disappears, remove, write } from '../support/workspace.ts';

const rows = 30_000;

/** The longest that the extension host did not come round to a timer, in milliseconds. */
class LagProbe {
  worst = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.worst = Math.max(this.worst, now - this.#last - 1);
    this.#last = now;
  }, 1);

  stop(): number {
    clearInterval(this.#timer);
    return Math.round(this.worst);
  }
}

describe(`a document of ${rows.toLocaleString('en')} rows`, () => {
  let uri: vscode.Uri;
  let text: () => Promise<string>;

  before(async () => {
    const filler = 'and so on, as it is told in the long history of the bakery, '.repeat(22);
    const lines = Array.from({ length: rows }, (_, row) =>
      chat(`What of loaf ${row}?`, `Loaf ${row}: ${filler}`),
    );
    uri = await write('large.jsonl', `${lines.join('\n')}\n`);
    text = async () => (await vscode.workspace.openTextDocument(uri)).getText();
  });

  after(async () => {
    await closeAll();
    await remove(uri);
  });

  it('is checked, and edits far apart are seen', async () => {
    const opening = new LagProbe();
    const document = await vscode.workspace.openTextDocument(uri);
    const loaded = opening.stop();

    const checking = new LagProbe();
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(rows, 0), '{"messages": [}\n'));
    await appears(uri, 'json.syntax');
    const checked = checking.stop();

    const typing = new LagProbe();
    await editor.edit((edit) => edit.delete(new vscode.Range(rows, 0, rows + 1, 0)));
    await disappears(uri, 'json.syntax');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
    await appears(uri, 'json.blank-line');
    await vscode.commands.executeCommand('undo');
    await disappears(uri, 'json.blank-line');
    const typed = typing.stop();

    const size = Math.round(document.offsetAt(new vscode.Position(rows, 0)) / 1e6);
    reportLine(
      `    ${size} MB: extension host blocked at most ${loaded} ms by VS Code opening it, ${checked} ms while it is sent and checked, ${typed} ms while typing`,
    );
    assert.ok(document.lineCount > rows);
  });

  it('is compared with plain text of its size, which nobody checks', async () => {
    const plain = await write('large.txt', await text());
    const document = await vscode.workspace.openTextDocument(plain);
    const typing = new LagProbe();
    const editor = await vscode.window.showTextDocument(document);
    for (const line of [rows, 0]) {
      await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), 'a line of its own\n'));
      await editor.edit((edit) => edit.delete(new vscode.Range(line, 0, line + 1, 0)));
    }
    reportLine(
      `    plain text of that size: blocked at most ${typing.stop()} ms while typing, without Tuneset`,
    );
    assert.equal(document.languageId, 'plaintext');
    await vscode.window.showTextDocument(uri);
    await remove(plain);
  });

  it('answers hovers', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(rows - 1, 20),
    );
    assert.ok(hovers.length > 0);
  });
});

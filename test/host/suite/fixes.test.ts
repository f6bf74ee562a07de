import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import {
  appears,
  chat,
  closeAll,
  disappears,
  file,
  open,
  read,
  remove,
  write,
} from '../support/workspace.ts';

const good = chat('Is there rye bread?', 'Yes, two kinds.');
const other = chat('Is there spelt bread?', 'Not today.');
const unanswered = chat('Where are you?', 'In Mill Lane.', 'Thanks!');

async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, 100);
}

describe('fixes', () => {
  afterEach(closeAll);

  it('repair the problem under the cursor', async () => {
    const { document } = await open(await write('quick.jsonl', `${good}\n${unanswered}\n${other}\n`));
    const problem = await appears(document.uri, 'chat.last-role');
    const actions = await actionsAt(document.uri, problem.range);
    const fix = actions.find(({ title }) => title === 'Remove the message after the last answer');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.equal(await vscode.workspace.applyEdit(fix.edit), true);
    assert.equal(document.lineAt(1).text, chat('Where are you?', 'In Mill Lane.'));
    await disappears(document.uri, 'chat.last-role');
  });

  it('that are safe are made by Fix All of the editor, and no others', async () => {
    const { document } = await open(await write('all.jsonl', `${good}\n\n${unanswered}\n\n${other}\n`));
    await appears(document.uri, 'json.blank-line');
    await eventually('no blank line', async () => {
      // The command does nothing while the editor that was just opened has no focus yet.
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
      await vscode.commands.executeCommand('editor.action.fixAll');
      return document.getText() === `${good}\n${unanswered}\n${other}\n`;
    });
  });

  it('that are safe are made on save, where one wants that', async () => {
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'jsonl' });
    const here = vscode.ConfigurationTarget.Workspace;
    await settings.update('codeActionsOnSave', { 'source.fixAll.tuneset': 'explicit' }, here, true);
    try {
      const editor = await open(await write('saved.jsonl', `${good}\n\n`));
      await appears(editor.document.uri, 'json.blank-line');
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), `${other}\n`));
      await editor.document.save();
      assert.equal(await read(editor.document.uri), `${good}\n${other}\n`);
    } finally {
      await settings.update('codeActionsOnSave', undefined, here, true);
    }
  });

  it('that are safe are made by the command', async () => {
    const { document } = await open(await write('command.jsonl', `${good}\n\n${other}\n`));
    await vscode.commands.executeCommand('tuneset.fixAll');
    assert.equal(document.getText(), `${good}\n${other}\n`);
  });

  it('rewrite the file where its text does not show the problem', async () => {
    const { document } = await open(await write('rewritten.jsonl', `\uFEFF${good}\n`));
    const problem = await appears(document.uri, 'json.bom');
    assert.ok((await read(document.uri)).startsWith('\uFEFF'));
    const actions = await actionsAt(document.uri, problem.range);
    const { command } = actions.find((action) => action.command?.command === 'tuneset.rewriteFile')!;
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    assert.ok((await read(document.uri)).startsWith('{"messages"'));
    await disappears(document.uri, 'json.bom');
  });

  it('can turn a rule off in tuneset.json', async () => {
    const { document } = await open(await write('off.jsonl', `${good}\n\n${other}\n`));
    const problem = await appears(document.uri, 'json.blank-line');
    const actions = await actionsAt(document.uri, problem.range);
    const { command } = actions.find((action) => action.command?.command === 'tuneset.disableRule')!;
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    assert.deepEqual(JSON.parse(await read(file('tuneset.json'))), { rules: { 'json.blank-line': 'off' } });
    await disappears(document.uri, 'json.blank-line');
    await remove(file('tuneset.json'));
    await appears(document.uri, 'json.blank-line');
  });
});

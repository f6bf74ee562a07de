import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { closeAll, open } from '../support/workspace.ts';

describe('activation', () => {
  after(closeAll);

  it('happens when a JSON Lines file is opened', async () => {
    const extension = vscode.extensions.getExtension('tuneset.tuneset');
    assert.ok(extension, 'the extension is not installed');
    await open('train.jsonl');
    await eventually('activation', () => extension.isActive);
  });

  it('registers every command that the manifest names', async () => {
    const { contributes } = vscode.extensions.getExtension('tuneset.tuneset')!.packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }: { command: string }) => !known.has(command));
    assert.deepEqual(missing, []);
  });
});

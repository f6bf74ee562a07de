import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import {
  appears,
  closeAll,
  codeOf,
  file,
  open,
  problems,
  read,
  remove,
  write,
} from '../support/workspace.ts';

const last = 'chat.last-role';

async function severity(uri: vscode.Uri, wanted: vscode.DiagnosticSeverity): Promise<void> {
  await eventually(`severity ${wanted}`, () =>
    problems(uri).some((problem) => codeOf(problem) === last && problem.severity === wanted),
  );
}

const { Error: error, Warning: warning, Information: information } = vscode.DiagnosticSeverity;

describe('configuration', () => {
  afterEach(closeAll);

  it('beside the data says what it is checked for', async () => {
    const { document } = await open('configured/train.jsonl');
    const problem = await appears(document.uri, last);
    assert.equal(problem.severity, error);
    assert.match(problem.message, /OpenAI supervised fine-tuning/);
  });

  it('is followed as it appears, changes and goes', async () => {
    const { document } = await open('support.jsonl');
    await severity(document.uri, warning);
    const configuration = await write('tuneset.json', '{"target": "openai-sft"}\n');
    await severity(document.uri, error);
    await write('tuneset.json', '{"rules": {"chat": "info"}}\n');
    await severity(document.uri, information);
    await remove(configuration);
    await severity(document.uri, warning);
  });

  it('in the settings counts where there is no tuneset.json', async () => {
    const { document } = await open('support.jsonl');
    const settings = vscode.workspace.getConfiguration('tuneset', document.uri);
    await severity(document.uri, warning);
    await settings.update('target', ['openai-sft'], vscode.ConfigurationTarget.Workspace);
    await severity(document.uri, error);
    await settings.update('enable', false, vscode.ConfigurationTarget.Workspace);
    await eventually('none', () => problems(document.uri).length === 0);
    await settings.update('enable', undefined, vscode.ConfigurationTarget.Workspace);
    await settings.update('target', undefined, vscode.ConfigurationTarget.Workspace);
    await severity(document.uri, warning);
  });

  it('is written by choosing a target, with its comments and layout kept', async () => {
    const { document } = await open('configured/train.jsonl');
    await severity(document.uri, error);
    const before = await read(file('configured/tuneset.json'));
    await vscode.commands.executeCommand('tuneset.chooseTarget', document.uri, []);
    await severity(document.uri, warning);
    const after = await read(file('configured/tuneset.json'));
    assert.equal(after.includes('"target"'), false);
    assert.match(after, /\/\/ A shop says the same thing often\./);
    await write('configured/tuneset.json', before);
    await severity(document.uri, error);
  });

  it('is made by choosing a target where there is none', async () => {
    const { document } = await open('support.jsonl');
    await severity(document.uri, warning);
    await vscode.commands.executeCommand('tuneset.chooseTarget', document.uri, ['openai-sft', 'mistral']);
    await severity(document.uri, error);
    assert.deepEqual(JSON.parse(await read(file('tuneset.json'))), { target: ['openai-sft', 'mistral'] });
    await remove(file('tuneset.json'));
    await severity(document.uri, warning);
  });

  it('is made from the list of targets', async () => {
    const { document } = await open('support.jsonl');
    await severity(document.uri, warning);
    let done = false;
    void vscode.commands.executeCommand('tuneset.chooseTarget').then(() => {
      done = true;
    });
    await eventually('the choice', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    const { target } = JSON.parse(await read(file('tuneset.json')));
    assert.equal(typeof target, 'string');
    await eventually('the target', () => problems(document.uri).length > 0);
    await remove(file('tuneset.json'));
    await severity(document.uri, warning);
  });

  it('is completed and checked by its schema', async () => {
    const { document } = await open(await write('tuneset.json', '{ "target": "nowhere" }\n'));
    assert.equal(document.languageId, 'jsonc');
    await eventually('a problem', () => vscode.languages.getDiagnostics(document.uri).length > 0);
    const completions = await eventually('completions', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(0, 13),
      );
      return items.length > 0 && items;
    });
    const labels = completions.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('"openai-sft"'), labels.join());
    await closeAll();
    await remove(file('tuneset.json'));
  });
});

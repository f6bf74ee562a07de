import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { chat, closeAll, file, write } from '../support/workspace.ts';

const minute = 60_000;

/** What the driver and Tuneset noted of a run. */
interface Noted {
  readonly seq: number;
  readonly type: string;
  readonly state?: string;
  readonly values?: Record<string, number | null>;
  readonly row?: { readonly path: string; readonly line: number };
}

const settings = {
  hyperparameters: { epochs: 2, batchSize: 2, gradientAccumulation: 1, loggingSteps: 1, learningRate: 0.01 },
};
const rows = [
  chat('What is in the red box?', 'The key of the cellar.'),
  chat('What is in the blue box?', 'The key of the attic.'),
  chat('What is in the green box?', 'The key of the garage.'),
  chat('What is in the white box?', 'Nothing at all.'),
];

function folder(): string {
  return file('trained').fsPath;
}

async function runs(): Promise<string[]> {
  const of = path.join(folder(), '.tuneset', 'runs');
  return existsSync(of) ? (await readdir(of)).sort() : [];
}

async function events(id: string): Promise<Noted[]> {
  const text = await readFile(path.join(folder(), '.tuneset', 'runs', id, 'events.jsonl'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

function ended(id: string): Promise<string> {
  const finals = ['succeeded', 'failed', 'cancelled', 'interrupted', 'unknown'];
  const final = async (): Promise<string | undefined> => {
    const { state = '' } = (await events(id)).findLast(({ type }) => type === 'state') ?? {};
    return finals.includes(state) ? state : undefined;
  };
  return eventually(`the end of run ${id}`, final, 3 * minute);
}

function start(more: Record<string, unknown> = {}): Thenable<string | undefined> {
  const given = { at: 'trained', provider: 'trl', method: 'sft', training: settings, start: true, ...more };
  return vscode.commands.executeCommand<string | undefined>('tuneset.startTrainingRun', given);
}

function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

describe('training', function () {
  this.timeout(5 * minute);
  let trained: string | undefined;

  before(async () => {
    const { TUNESET_TEST_PYTHON: python, TUNESET_TEST_MODEL: model } = process.env;
    assert.ok(python, 'TUNESET_TEST_PYTHON: a Python that can train');
    assert.ok(model, 'TUNESET_TEST_MODEL: the folder of a tiny model');
    await vscode.workspace
      .getConfiguration('tuneset')
      .update('training.environment', python, vscode.ConfigurationTarget.Global);
    await write(
      'trained/tuneset.json',
      JSON.stringify({ baseModel: model, files: { train: 'train.jsonl' } }),
    );
    await write('trained/train.jsonl', `${rows.join('\n')}\n`);
  });

  afterEach(closeAll);

  after(async () => {
    await vscode.workspace
      .getConfiguration('tuneset')
      .update('training.environment', undefined, vscode.ConfigurationTarget.Global);
  });

  it('starts a run without a question where a task or a key binding has all the answers', async () => {
    trained = await start({ name: 'boxes' });
    assert.ok(trained, 'no run was started');
    assert.deepEqual(await runs(), [trained]);
    assert.equal(await ended(trained), 'succeeded');
    const noted = await events(trained);
    assert.deepEqual(
      noted.map(({ seq }) => seq),
      noted.map((_, index) => index + 1),
    );
    const losses = noted.flatMap(({ type, values }) => (type === 'metric' ? (values?.loss ?? []) : []));
    assert.equal(losses.length, 4);
    assert.ok(losses.at(-1)! < losses[0]!, losses.join());
    const adapter = path.join(folder(), '.tuneset', 'runs', trained, 'output', 'adapter');
    assert.ok(existsSync(path.join(adapter, 'adapter_model.safetensors')));
  });

  it('shows the run, its log and its command', async () => {
    await vscode.commands.executeCommand('tuneset.openRunMonitor', trained);
    await eventually('the monitor', () => tabs().includes('boxes'));
    await vscode.commands.executeCommand('tuneset.openRunLog', trained);
    await eventually('the log', () =>
      vscode.window.activeTextEditor?.document.fileName.endsWith(`${path.sep}driver.log`),
    );
    await vscode.commands.executeCommand('tuneset.copyRunCommand', trained);
    const command = await eventually('the command', async () => {
      const text = await vscode.env.clipboard.readText();
      return text.startsWith('tuneset train') && text;
    });
    assert.match(command, /0\.01/);
  });

  it('starts nothing when a row is wrong, and starts when told to by name', async () => {
    const before = await runs();
    const wrong = chat('Who is it?', 'The janitor.').replace('"user"', '"usr"');
    await write('trained/train.jsonl', `${[...rows, wrong].join('\n')}\n`);
    assert.equal(await start(), undefined);
    assert.equal(await start({ override: ['leaks'] }), undefined);
    assert.deepEqual(await runs(), before);
    const id = await start({ override: ['problems', 'leaks'] });
    assert.ok(id, 'no run was started');
    const { overridden } = JSON.parse(
      await readFile(path.join(folder(), '.tuneset', 'runs', id, 'run.json'), 'utf8'),
    );
    assert.deepEqual(overridden, ['problems']);
    // The trainer's own template refuses the row, and where it came from is known.
    assert.equal(await ended(id), 'failed');
    const row = (await events(id)).find((event) => event.row !== undefined)?.row;
    assert.deepEqual(row, { path: 'train.jsonl', line: 5 });
    await vscode.commands.executeCommand('tuneset.openRunRow', { runId: id, ...row });
    const editor = await eventually('the row', () => {
      const open = vscode.window.activeTextEditor;
      return open?.document.fileName.endsWith('train.jsonl') && open;
    });
    assert.equal(editor.selection.active.line, 4);
  });

  it('opens no file that is none of the run', async () => {
    const place = { runId: trained, path: '../../../../../etc/hosts', line: 1 };
    await vscode.commands.executeCommand('tuneset.openRunRow', place);
    assert.deepEqual(tabs(), []);
  });

  it('refuses arguments that make no sense', async () => {
    const before = await runs();
    assert.equal(await start({ provider: 'nowhere' }), undefined);
    assert.equal(await start({ training: { hyperparameters: { epochs: 'many' } } }), undefined);
    assert.equal(await start({ at: 'nowhere' }), undefined);
    assert.deepEqual(await runs(), before);
  });

  it('asks by itself when nothing is given, and starts nothing when that is left', async () => {
    const before = await runs();
    let left = false;
    void vscode.commands.executeCommand('tuneset.startTrainingRun').then(() => {
      left = true;
    });
    await eventually('the questions to be left', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return left;
    });
    assert.deepEqual(await runs(), before);
  });
});

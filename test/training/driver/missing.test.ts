import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Driver } from '../support/driver.ts';
import { drive } from '../support/driver.ts';
import { runScript, testModel } from '../support/environment.ts';
import { unmarkedModel } from '../support/models.ts';
import { chatRows } from '../support/rows.ts';
import { type Asked, RunFolder } from '../support/run-folder.ts';

const scratch = mkdtempSync(join(tmpdir(), 'tuneset-models-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function failing(asked: Partial<Asked>, env?: NodeJS.ProcessEnv): Promise<Driver> {
  const folder = new RunFolder({ rows: chatRows(4), ...asked });
  try {
    const driver = await drive(folder, undefined, env);
    expect(await driver.exit(), driver.report()).toBe(1);
    expect(driver.state).toBe('failed');
    return driver;
  } finally {
    folder.remove();
  }
}

/** The only problem, and that nothing was loaded before it. */
function only(driver: Driver) {
  expect(driver.of('problem'), driver.report()).toHaveLength(1);
  expect(driver.of('facts')).toEqual([]);
  return driver.of('problem')[0]!;
}

function folderWith(name: string, files: Record<string, string>): string {
  mkdirSync(join(scratch, name));
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(scratch, name, file), text);
  }
  return join(scratch, name);
}

test('QLoRA without a GPU says all that is missing before anything is loaded', async () => {
  const driver = await failing({ adapter: { type: 'qlora' } });

  const problem = only(driver);
  expect(problem.message).toMatch(/a CUDA GPU .* and the Python package "bitsandbytes"/);
  expect(problem.advice).toContain('"lora"');
  expect(driver.of('state').map(({ message }) => message)).not.toContain('Reading rows');
});

test('what the request lacks is said in the first second', async () => {
  const drivers = await Promise.all([
    failing({ hyperparameters: { earlyStoppingPatience: 2 } }),
    failing({ report: ['wandb'] }),
    failing({ baseModel: join(scratch, 'nowhere') }),
    failing({ baseModel: folderWith('pickled', { 'config.json': '{}', 'pytorch_model.bin': 'x' }) }),
    failing({ baseModel: folderWith('adapter', { 'adapter_config.json': '{}' }) }),
  ]);

  const messages = drivers.map((driver) => only(driver).message);
  expect(messages[0]).toContain('the run has no validation rows');
  expect(messages[1]).toContain('"wandb" is not installed');
  expect(messages[2]).toContain("doesn't exist");
  expect(messages[3]).toContain('only pytorch_model.bin');
  expect(messages[4]).toContain('holds an adapter, not a model');
});

test("what can't be done with a model is said with what to do", async () => {
  // Of answers that others follow it keeps nothing, as templates do with what a model was thinking.
  const forgetful = unmarkedModel(join(scratch, 'forgetful'), (template) =>
    template.replace("message.content or ''", "message.content if loop.last else ''"),
  );
  const turns = chatRows(2).flatMap((row) => row.messages);
  const bare = join(scratch, 'bare');
  cpSync(testModel(), bare, { recursive: true });
  rmSync(join(bare, 'chat_template.jinja'));
  const [layers, absent, marks, none] = await Promise.all([
    failing({ adapter: { targetModules: ['w_out'] } }),
    // A hub that nobody answers for.
    failing({ baseModel: 'nobody/nothing-of-this-name' }, { HF_ENDPOINT: 'http://127.0.0.1:9' }),
    failing({ baseModel: forgetful, rows: [{ messages: turns }] }),
    failing({ baseModel: bare }),
  ]);

  expect(only(layers!).message).toContain('w_out');
  expect(only(layers!).advice).toContain('"all-linear"');
  expect(only(absent!).message).toContain("the hub can't be reached");
  expect(only(absent!).advice).toContain('folder of a model');
  const [unclear] = marks!.of('problem');
  expect(unclear!.message).toMatch(/\{% generation %\}.*once others follow.*"completion"/);
  expect(unclear!.row).toMatchObject({ line: 1 });
  expect(only(none!).message).toContain('no chat template');
});

test('an error is said in words that help, with what to do', async () => {
  const told = await runScript<Record<string, { message: string; advice: string | null }>>('explained.py');

  for (const kind of ['gpu', 'cpu', 'python']) {
    expect(told[kind]).toMatchObject({
      message: expect.stringContaining('Out of memory'),
      advice: expect.stringContaining('"batchSize"'),
    });
  }
  expect(told.disk).toMatchObject({
    message: 'The disk is full.',
    advice: expect.stringContaining('resume'),
  });
  expect(told.gated!.advice).toContain('HF_TOKEN');
  expect(told.code!.message).toContain("which Tuneset doesn't run");
  expect(told.lost!.message).toContain('One of the training processes ended without a word');
  expect(told.other).toEqual({ message: "KeyError: 'surprise'", advice: null });
});

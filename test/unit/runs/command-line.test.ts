import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Training } from '../../../src/language/index.ts';
import type { ProviderId } from '../../../src/providers/provider.ts';
import type { Method, TrainingSpec } from '../../../src/providers/spec.ts';
import { commandOf, quote } from '../../../src/runs/command-line.ts';
import { type Asked, planRun, type RunPlan } from '../../../src/runs/plan.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { folderWith, rows, tuneset } from '../cli/harness.ts';
import { FakeTraining, record as template } from '../cli/training/fakes.ts';

const pair =
  '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"No"}]}';

/** What the ledger would keep of a plan. */
function recordOf(plan: RunPlan, overridden: readonly string[] = []): RunRecord {
  const file = (split: 'train' | 'validation') => (absolute: string) => ({
    path: path.relative(plan.root, absolute).replaceAll(path.sep, '/'),
    split,
    rows: 1,
    used: 1,
    sha256: '',
  });
  const { train, validation } = plan.files;
  const { dataset } = template;
  return {
    ...template,
    name: plan.name ?? template.id,
    provider: plan.provider,
    spec: plan.spec,
    dataset: {
      ...dataset,
      files: [...train.map(file('train')), ...validation.map(file('validation'))],
      validation: validation.length === 0 ? null : dataset.train,
    },
    overridden: [...overridden],
  };
}

/** The words that a shell makes of a command. */
function wordsOf(command: string): string[] {
  const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

/** What the command line asks for when it is given a command. */
async function askedBy(command: string, cwd: string): Promise<Asked> {
  const training = new FakeTraining();
  const [program, ...args] = wordsOf(command);
  expect(program).toBe('tuneset');
  const { err } = await tuneset(cwd, [...args, '--dry-run'], { training: training.port });
  expect(training.planned, err).toHaveLength(1);
  return training.planned[0]!.asked;
}

async function planOf(folder: string, asked: Asked): Promise<RunPlan> {
  const { origins: _, ...plan } = await planRun(folder, asked);
  return plan as RunPlan;
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, minExcluded: true });
const whole = (max = 10_000) => fc.integer({ min: 1, max });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const orNull = <T>(value: fc.Arbitrary<T>) => some(fc.option(value, { nil: null }));
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

/** Whatever `training` may be, but for what a plan refuses. */
const training = (method: Method): fc.Arbitrary<Training> =>
  fc
    .record({
      adapter: fc.record({
        type: some(fc.constantFrom<TrainingSpec['adapter']['type']>('lora', 'qlora', 'none')),
        rank: some(whole(1024)),
        alpha: some(number(0, 1000)),
        dropout: some(fc.double({ min: 0, max: 0.99, noNaN: true })),
        targetModules: some(
          fc.oneof(
            fc.constant('all-linear' as const),
            fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 3 }),
          ),
        ),
      }),
      hyperparameters: fc.record({
        epochs: some(number(0, 1000)),
        maxSteps: orNull(whole()),
        learningRate: some(number(0, 1)),
        scheduler: some(fc.constantFrom('linear' as const, 'cosine' as const)),
        packing: some(fc.constant(method === 'sft')),
        loss: some(fc.constantFrom('assistant' as const, 'completion' as const, 'all' as const)),
        seed: some(fc.integer({ min: 0, max: 4_294_967_295 })),
        gradientCheckpointing: some(fc.boolean()),
        checkpointSteps: orNull(whole()),
        batchSize: some(whole()),
        maxLength: some(whole()),
      }),
      resources: fc.record({
        gpusPerWorker: some(fc.double({ min: 0, max: 8, noNaN: true })),
        storagePath: some(fc.option(fc.webUrl(), { nil: null })),
      }),
      report: some(fc.uniqueArray(fc.constantFrom('wandb' as const, 'mlflow' as const))),
    })
    .map(({ adapter, hyperparameters, resources, report }) =>
      compact({
        adapter: compact(adapter),
        hyperparameters: compact(hyperparameters),
        resources: compact(resources),
        report,
      }),
    ) as fc.Arbitrary<Training>;

/** Names that files may have where most is allowed; what a terminal would obey among them. */
const fileName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((name) => `${name.replaceAll(/[/\0]/g, '-')}.jsonl`);

test.skipIf(process.platform === 'win32')(
  'typed into a shell, a command gives the plan again, whatever tuneset.json says',
  { timeout: 120_000 },
  async () => {
    const asked = fc.constantFrom<Method>('sft', 'dpo', 'orpo').chain((method) =>
      fc.record({
        method: fc.constant(method),
        training: training(method),
        configured: training(method),
        provider: fc.constantFrom<ProviderId>('trl', 'ray'),
        configuredProvider: some(fc.constantFrom<ProviderId>('trl', 'ray')),
        name: some(
          fc
            .string({ unit: 'binary', minLength: 1, maxLength: 10 })
            .map((name) => name.replaceAll('\0', '').toWellFormed()),
        ),
        files: fc.uniqueArray(fileName, {
          minLength: 1,
          maxLength: 3,
          // Some file systems know no difference between these.
          selector: (name) => name.normalize('NFKD').toLowerCase(),
        }),
        watched: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ configured, configuredProvider, files, watched, ...rest }) => {
        const { method } = rest;
        const row = method === 'sft' ? rows.good : pair;
        const folder = await folderWith({ 'valid.jsonl': `${row}\n`, 'train.jsonl': `${row}\n` });
        for (const name of files) {
          await writeFile(path.join(folder, name), `${row}\n`);
        }
        const said = compact({ ...configured, provider: configuredProvider }) as Training;
        const configuration = { files: { train: 'train.jsonl', validation: 'valid.jsonl' }, training: said };
        await writeFile(path.join(folder, 'tuneset.json'), JSON.stringify(configuration));
        const first = await planOf(folder, {
          ...(compact(rest) as Asked),
          baseModel: 'owner/model',
          train: files.map((name) => path.join(folder, name)),
          validation: watched ? [path.join(folder, 'valid.jsonl')] : [],
        });
        const command = commandOf(recordOf(first), said);
        expect(await planOf(folder, await askedBy(command, folder)), command).toEqual(first);
      }),
      { numRuns: 60 },
    );
  },
);

describe('only what would else be different', () => {
  test('a run of defaults', async () => {
    const folder = await folderWith({ 'train.jsonl': `${rows.good}\n` });
    const plan = await planOf(folder, { baseModel: 'owner/model' });
    expect(commandOf(recordOf(plan))).toBe(
      'tuneset train --method sft --base-model owner/model --train train.jsonl --no-validation --set hyperparameters.loss=assistant',
    );
  });

  test('what was asked for, with its own option where it has one', async () => {
    const folder = await folderWith({ 'my rows.jsonl': `${rows.good}\n`, 'valid.jsonl': `${rows.other}\n` });
    const plan = await planOf(folder, {
      name: "Ann's first",
      provider: 'ray',
      baseModel: 'owner/model',
      train: [path.join(folder, 'my rows.jsonl')],
      training: {
        adapter: { rank: 8, targetModules: ['q_proj', 'v_proj'] },
        hyperparameters: { epochs: 1, learningRate: 1e-5, loss: 'completion' },
      },
    });
    expect(commandOf(recordOf(plan, ['problems', 'leaks']))).toBe(
      [
        'tuneset train --name "Ann\'s first" --provider ray --method sft --base-model owner/model',
        "--train 'my rows.jsonl' --validation valid.jsonl",
        `--rank 8 --set 'adapter.targetModules=["q_proj","v_proj"]'`,
        '--epochs 1 --learning-rate 0.00001 --set hyperparameters.loss=completion',
        "--override 'problems,leaks'",
      ].join(' '),
    );
  });

  test('what tuneset.json says is left to it, and said where the run was another', async () => {
    const folder = await folderWith({ 'train.jsonl': `${rows.good}\n` });
    const plan = await planOf(folder, {
      baseModel: 'owner/model',
      training: { hyperparameters: { epochs: 2, seed: 7 } },
    });
    const command = commandOf(recordOf(plan), {
      provider: 'ray',
      hyperparameters: { epochs: 2, batchSize: 64, loss: 'assistant' },
    });
    expect(command).toContain(' --provider trl ');
    expect(command).not.toContain('--epochs');
    expect(command).toContain(' --seed 7');
    // The default, which tuneset.json would change.
    expect(command).toContain(' --batch-size 2');
    expect(command).not.toContain('loss');
  });
});

describe('words are quoted', () => {
  test.each([
    ['plain-1.0_x/y:z=5%', 'plain-1.0_x/y:z=5%'],
    ['', "''"],
    ['two words', "'two words'"],
    ['$(rm -rf ~)', "'$(rm -rf ~)'"],
    ['a,b', "'a,b'"],
    ["it's", '"it\'s"'],
    ["it's $HOME", "'it'\\''s $HOME'"],
    ['C:\\models\\base', "'C:\\models\\base'"],
    ['\u001b[201~\nrm', "$'\\033[201~\\012rm'"],
    ["\u202e'\\", "$'\\342\\200\\256\\'\\\\'"],
  ])('%j', (word, quoted) => {
    expect(quote(word)).toBe(quoted);
  });

  test.skipIf(process.platform === 'win32')('any word is itself again in a shell', () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom("'", '"', '$', '`', '\\', '!', ' ', '\n', '\u001b', '*', '~', '-', 'é', '1'),
        }),
      ),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(words, (list) => {
        // A shell's words hold no NUL, and are text.
        const given = list.map((word) => word.replaceAll('\0', '').toWellFormed());
        expect(wordsOf(given.map(quote).join(' '))).toEqual(given);
      }),
    );
  });

  test.skipIf(process.platform === 'win32')(
    'what is pasted never holds what would drive the terminal',
    () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (word) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
          expect(quote(word.toWellFormed())).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        }),
      );
    },
  );
});

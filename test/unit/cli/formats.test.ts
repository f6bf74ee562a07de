import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { folderWith, onlyTheseRules, rows, tuneset } from './harness.ts';
import { sarifSchema } from './sarif-schema.ts';

/** Where the last message's role stands in the row that is not answered: what chat.last-role underlines. */
const column = rows.unanswered.lastIndexOf('"user"') + 1;
const endColumn = column + '"user"'.length;

/** Two files; the first with one problem of each rule that these tests count on. */
function flawed(more: Record<string, string> = {}): Promise<string> {
  return folderWith({
    'tuneset.json': onlyTheseRules,
    'data/train.jsonl': [rows.good, '', rows.unanswered, rows.good, ''].join('\n'),
    'data/valid.jsonl': `${rows.other}\n`,
    ...more,
  });
}

describe('json', () => {
  test('has the form that is promised', async () => {
    const { exitCode, out } = await tuneset(await flawed(), ['check', '--format', 'json']);
    expect(exitCode).toBe(1);
    const report = JSON.parse(out);
    expect(report).toEqual({
      version: 1,
      target: null,
      files: [
        {
          path: 'data/train.jsonl',
          split: 'train',
          format: 'openai-chat',
          rows: 4,
          problems: [
            {
              code: 'json.blank-line',
              severity: 'warning',
              line: 2,
              column: 1,
              endLine: 2,
              endColumn: 1,
              message: expect.stringContaining('blank'),
              related: [],
              fix: 'safe',
            },
            {
              code: 'chat.last-role',
              severity: 'warning',
              line: 3,
              column,
              endLine: 3,
              endColumn,
              message: expect.stringContaining('"user"'),
              related: [],
              fix: 'suggested',
            },
            {
              code: 'duplicate.exact',
              severity: 'warning',
              line: 4,
              column: 1,
              endLine: 4,
              endColumn: 12,
              message: expect.stringContaining('row 1'),
              related: [{ path: 'data/train.jsonl', line: 1, message: 'The first row that says this' }],
              fix: 'suggested',
            },
          ],
          counts: { 'json.blank-line': 1, 'chat.last-role': 1, 'duplicate.exact': 1 },
        },
        {
          path: 'data/valid.jsonl',
          split: 'validation',
          format: 'openai-chat',
          rows: 1,
          problems: [],
          counts: {},
        },
      ],
      coverage: expect.any(Array),
      summary: {
        rows: 5,
        errors: 0,
        warnings: 3,
        tokens: { total: expect.any(Number), trained: expect.any(Number), exact: false },
      },
    });
    expect(report.summary.tokens.total).toBeGreaterThan(report.summary.tokens.trained);
  });

  test('is JSON without any file, too', async () => {
    const { exitCode, out } = await tuneset(await folderWith({}), [
      'check',
      'gone.jsonl',
      '--format',
      'json',
    ]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ files: [], summary: { rows: 0 } });
  });
});

describe('sarif', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv as never);
  const validate = ajv.compile(sarifSchema());

  test('keeps to its schema, with a page and a level for each rule', async () => {
    const { exitCode, out } = await tuneset(await flawed(), ['check', '--format', 'sarif']);
    expect(exitCode).toBe(1);
    const log = JSON.parse(out);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    const [run] = log.runs;
    expect(run.columnKind).toBe('utf16CodeUnits');
    for (const result of run.results) {
      const rule = run.tool.driver.rules[result.ruleIndex];
      expect(rule.id).toBe(result.ruleId);
      expect(existsSync(`docs/rules/${rule.helpUri.split('/').at(-1)}`)).toBe(true);
      expect(rule.defaultConfiguration.level).toBe('warning');
    }
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'json.blank-line',
      'chat.last-role',
      'duplicate.exact',
    ]);
    expect(run.results[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'data/train.jsonl' },
      region: { startLine: 3, startColumn: column, endLine: 3, endColumn },
    });
    expect(run.results[2].relatedLocations[0].physicalLocation.region.startLine).toBe(1);
  });

  test('a fingerprint outlives rows above it, and tells equal problems apart', async () => {
    const fingerprints = async (lines: readonly string[]): Promise<string[]> => {
      const folder = await folderWith({ 'tuneset.json': onlyTheseRules, 'a.jsonl': lines.join('\n') });
      const { out } = await tuneset(folder, ['check', '--format', 'sarif']);
      return JSON.parse(out)
        .runs[0].results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'chat.last-role')
        .map((result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0]);
    };
    const [first] = await fingerprints([rows.unanswered]);
    expect(await fingerprints([rows.other, rows.good, rows.unanswered])).toEqual([first]);
    const twice = await fingerprints([rows.unanswered, rows.unanswered]);
    expect(new Set(twice).size).toBe(2);
    expect(twice[0]).toBe(first);
  });

  test('says what could not be read, and is valid with odd file names and without any problem', async () => {
    const folder = await flawed({ 'data/ä b#%.jsonl': `${rows.unanswered}\n` });
    const { exitCode, out } = await tuneset(folder, [
      'check',
      'gone.jsonl',
      'data/ä b#%.jsonl',
      '--format',
      'sarif',
    ]);
    expect(exitCode).toBe(2);
    const log = JSON.parse(out);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'data/%C3%A4%20b%23%25.jsonl',
    );
    expect(log.runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: 'there is no such file.' } }],
    });
    const clean = await tuneset(folder, ['check', 'data/valid.jsonl', '--format', 'sarif']);
    expect(validate(JSON.parse(clean.out))).toBe(true);
  });

  test('--output writes the file and nothing else', async () => {
    const folder = await flawed();
    const ran = await tuneset(folder, ['check', '--format', 'sarif', '--output', 'out.sarif']);
    expect(ran).toEqual({ exitCode: 1, out: '', err: '' });
    expect(validate(JSON.parse(readFileSync(path.join(folder, 'out.sarif'), 'utf8')))).toBe(true);
    const nowhere = await tuneset(folder, ['check', '--output', 'no/such/folder.txt']);
    expect(nowhere).toMatchObject({ exitCode: 2, out: '' });
  });
});

test('github: a workflow command a problem, escaped', async () => {
  const folder = await flawed({ 'a,b:c%.jsonl': `${rows.unanswered}\n` });
  const { exitCode, out } = await tuneset(folder, ['check', 'a,b:c%.jsonl', '--format', 'github']);
  expect(exitCode).toBe(1);
  const place = `line=1,endLine=1,col=${column},endColumn=${endColumn}`;
  const start = `::warning file=a%2Cb%3Ac%25.jsonl,${place},title=chat.last-role::The last message `;
  expect(out.slice(0, start.length)).toBe(start);
  expect(out.split('\n')).toHaveLength(2);
});

describe('text', () => {
  test('shows place, message, code, and the piece of the row', async () => {
    const { out } = await tuneset(await flawed(), ['check']);
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.includes('chat.last-role'));
    expect(lines[at]).toMatch(/^data\/train\.jsonl:3:\d+ warning {2}The last message .* {2}chat\.last-role$/);
    expect(lines[at]).toContain(`:3:${column} `);
    const [row, marks] = [lines[at + 1]!, lines[at + 2]!];
    expect(row.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('"user"');
    expect(row.length).toBeLessThan(120);
    expect(out).toContain('= data/train.jsonl:1:1 The first row that says this');
    expect(out).toContain('Checked 5 rows in 2 files for no target');
    expect(out).toContain('Found 3 problems: 3 warnings.');
    expect(out).toContain('1 problem fixable with `tuneset fix`.');
    expect(out).toContain('2 more with `tuneset fix --suggested`');
  });

  test('--quiet: a line each, and none where all is well', async () => {
    const folder = await flawed();
    const { out } = await tuneset(folder, ['check', '--quiet']);
    expect(out.split('\n').map((line) => line.slice(0, 18))).toEqual([
      'data/train.jsonl:2',
      'data/train.jsonl:3',
      'data/train.jsonl:4',
      '',
    ]);
    expect((await tuneset(folder, ['check', '-q', 'data/valid.jsonl'])).out).toBe('');
  });

  test('names the target that is in force', async () => {
    const { out } = await tuneset(await flawed(), ['check', '--target', 'openai-sft']);
    expect(out).toContain('for OpenAI supervised fine-tuning.');
  });

  test('colours only for a terminal that wants them', async () => {
    const folder = await flawed();
    const plain = await tuneset(folder, ['check']);
    const colored = await tuneset(folder, ['check'], { terminal: true });
    expect(colored.out).not.toBe(plain.out);
    expect(stripVTControlCharacters(colored.out)).toBe(plain.out);
    for (const [args, env] of [
      [['--no-color'], {}],
      [[], { NO_COLOR: '1' }],
      [[], { TERM: 'dumb' }],
    ] as const) {
      expect((await tuneset(folder, ['check', ...args], { terminal: true, env })).out).toBe(plain.out);
    }
    expect((await tuneset(folder, ['check'], { env: { FORCE_COLOR: '1' } })).out).toBe(colored.out);
  });

  test('a hostile row can not drive the terminal', async () => {
    const evil = rows.unanswered
      .replace('"Thanks"', '"\u009b31m\u202e\u007f"')
      .replace('"user","content":"Hi"', '"user","content":"\u001b[2J"');
    const name = 'a\u001b[31m.jsonl';
    const folder = await folderWith({
      'tuneset.json': onlyTheseRules,
      [name]: `${evil}\n${evil.replace('"Hello"', '"\u0007"')}`,
    });
    for (const format of ['text', 'github', 'json', 'sarif']) {
      const { out } = await tuneset(folder, ['check', name, '--format', format]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { describeProblem, parseConfiguration } from '../../../src/workspace/configuration.ts';

function problemsOf(text: string): string[] {
  return parseConfiguration(text, 'tuneset.json').problems.map((problem) => describeProblem(problem));
}

describe('what is right', () => {
  test.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    [
      'comments and trailing commas',
      '{\n // ours\n "target": ["openai-sft",], /* both */ "rules": {"chat": "off",},\n}',
    ],
    ['a byte order mark', '\ufeff{"target":"mlx"}'],
    [
      'keys of later features',
      '{"endpoints":{"a":{"url":"x"}},"training":{"provider":"trl"},"suppress":[{"rule":"x"}],"coverage":{"cases":[]}}',
    ],
  ])('%s', (_name, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('what is wrong is told with its place, what was found and what is expected', () => {
  test.each<[string, string, readonly (string | RegExp)[]]>([
    [
      'a target that is mistyped',
      '{"target": "opnai-sft"}',
      ['tuneset.json:1:12: "opnai-sft" is no target. Did you mean "openai-sft"?'],
    ],
    [
      'a target that is nothing like any',
      '{"target": "zzz"}',
      [/^tuneset\.json:1:12: "zzz" is no target\. There are "[a-z]+-[a-z]+", .* and "[a-z-]+"\.$/],
    ],
    [
      'one of several targets',
      '{"target": ["mlx",\n "axolot"]}',
      ['tuneset.json:2:2: "axolot" is no target. Did you mean "axolotl"?'],
    ],
    [
      'a target that is no text',
      '{"target": 3}',
      [/^tuneset\.json:1:12: A number is no target\. There are /],
    ],
    [
      'no target at all',
      '{"target": []}',
      ['tuneset.json:1:12: "target" is empty; at least one is expected.'],
    ],
    [
      'a number that is too small',
      '{"training": {"hyperparameters": {"epochs": 0, "batchSize": -1}}}',
      [
        'tuneset.json:1:45: "training.hyperparameters.epochs" is 0; more than 0 is expected.',
        'tuneset.json:1:61: "training.hyperparameters.batchSize" is -1; at least 1 is expected.',
      ],
    ],
    [
      'a number that is too large',
      '{"training": {"hyperparameters": {"learningRate": 2}}}',
      ['tuneset.json:1:51: "training.hyperparameters.learningRate" is 2; at most 1 is expected.'],
    ],
    [
      'a fraction where there is none, and text where a number is',
      '{"training": {"adapter": {"rank": 1.5, "alpha": "16"}}}',
      [
        'tuneset.json:1:35: "training.adapter.rank" is a number; a whole number is expected.',
        'tuneset.json:1:49: "training.adapter.alpha" is text; a number is expected.',
      ],
    ],
    [
      'an unknown hyperparameter, and a method that does not exist',
      '{"training": {"method": "dp", "hyperparameters": {"learning_rate": 1}}}',
      [
        'tuneset.json:1:25: "dp" is not possible for "training.method". Did you mean "dpo"?',
        'tuneset.json:1:51: "learning_rate" is no key of "training.hyperparameters". Did you mean "learningRate"?',
      ],
    ],
    [
      'an unknown key',
      '{"baseModle": "x"}',
      ['tuneset.json:1:2: "baseModle" is no key of tuneset.json. Did you mean "baseModel"?'],
    ],
    [
      'a key of nothing near',
      '{"files": {"zzz": "x"}}',
      [
        'tuneset.json:1:12: "zzz" is no key of "files". There are "train", "validation", "test" and "general".',
      ],
    ],
    [
      'an unknown rule',
      '{"rules": {"chat.lastrole": "off"}}',
      [
        'tuneset.json:1:12: "chat.lastrole" is no rule and no family of rules. Did you mean "chat.last-role"?',
      ],
    ],
    [
      'a rule of nothing near',
      '{"rules": {"zzzzzz": "off"}}',
      ['tuneset.json:1:12: "zzzzzz" is no rule and no family of rules. `tuneset rules` lists them.'],
    ],
    [
      'an unknown severity',
      '{"rules": {"chat": "errror"}}',
      ['tuneset.json:1:20: "errror" is no severity. Did you mean "error"?'],
    ],
    [
      'a severity of nothing near',
      '{"rules": {"chat": true}}',
      [
        'tuneset.json:1:20: True or false is no severity. There are "off", "hint", "info", "warning" and "error".',
      ],
    ],
    [
      'text for an object',
      '{"files": "train.jsonl"}',
      ['tuneset.json:1:11: "files" is text; an object is expected.'],
    ],
    [
      'a number among paths',
      '{"files": {"train": ["a", 3, null]}}',
      [
        'tuneset.json:1:27: "files.train.1" is a number; text is expected.',
        'tuneset.json:1:30: "files.train.2" is null; text is expected.',
      ],
    ],
    ['a list for it all', '[]', ['tuneset.json:1:1: The configuration is a list; an object is expected.']],
    [
      'no JSON',
      '{"target": openai-sft}',
      [/^tuneset\.json:1:12: This is no JSON value\. Texts stand in double quotes\.$/],
    ],
    ['an end that is missing', '{"target": "mlx"', ['tuneset.json:1:17: A closing brace is missing here.']],
    ['nesting without end', '['.repeat(200_000), ['tuneset.json:1:1: This is nested too deep to be read.']],
  ])('%s', (_name, text, expected) => {
    const found = problemsOf(text).slice(0, expected.length);
    expect(found).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });

  test('several at once, top to bottom', () => {
    expect(
      problemsOf('{\n"rules": {"x.y": "off"},\n"target": "x",\n"a": 1\n}').map((text) => text.slice(0, 17)),
    ).toEqual(['tuneset.json:2:11', 'tuneset.json:3:11', 'tuneset.json:4:1:']);
  });
});

describe('what is wrong turns off no more than itself', () => {
  test.each([
    ['{"target": "x", "baseModel": "m", "zzz": 1}', { baseModel: 'm' }],
    ['{"target": ["mlx", "x", 3]}', { target: ['mlx'] }],
    ['{"target": ["x"], "rules": {"chat": "bad", "json": "off"}}', { rules: { json: 'off' } }],
    ['{"files": {"train": ["a", 3, "b"], "test": 4}}', { files: { train: ['a', 'b'] } }],
    ['{"baseModel": "m", "target": ', { baseModel: 'm' }],
    ['{"__proto__": {"target": "mlx"}, "baseModel": "m"}', { baseModel: 'm' }],
    ['7', {}],
  ])('%s', (text, rest) => {
    expect(parseConfiguration(text, 'tuneset.json').configuration).toEqual(rest);
  });
});

test('a place in it can be asked for', () => {
  const { locate } = parseConfiguration('{\n  "files": {"train": ["a", "bc"]}\n}', 'tuneset.json');
  expect(locate(['files', 'train', 1])).toEqual({ line: 2, column: 28, endLine: 2, endColumn: 32 });
  expect(locate(['files', 'test'])).toMatchObject({ line: 2, column: 12 });
});

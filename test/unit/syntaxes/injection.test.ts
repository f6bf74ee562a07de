import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';
import { assistant, calling, chat, tool, toolResult, user } from '../support/rows.ts';
import { jsonLines } from './host.ts';

const injection = 'tuneset.injection';
let plain: IGrammar;
let injected: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const grammars: Record<string, object> = {
    'source.json.lines': jsonLines,
    [injection]: JSON.parse(readFileSync('syntaxes/tuneset.injection.tmLanguage.json', 'utf8')),
  };
  const load = async (injections: string[]): Promise<IGrammar> => {
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async (scope) => grammars[scope] as IRawGrammar,
      getInjections: (scope) => (scope === 'source.json.lines' ? injections : []),
    });
    return (await registry.loadGrammar('source.json.lines'))!;
  };
  plain = await load([]);
  injected = await load([injection]);
});

interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

function tokens(grammar: IGrammar, line: string): Token[] {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
}

/** What the injection colours: text and scope. */
function coloured(line: string): string[][] {
  return tokens(injected, line).flatMap(({ text, scopes }) => {
    const scope = scopes.find((each) => each.endsWith('.tuneset'));
    return scope === undefined ? [] : [[text, scope.replace('.tuneset', '')]];
  });
}

const system = 'keyword.control.role.system';
const human = 'entity.name.function.role.user';
const model = 'entity.name.type.role.assistant';
const result = 'entity.name.tag.role.tool';
const marker = 'constant.character.escape.template-token';
const blank = 'variable.placeholder';

describe('colours', () => {
  test.each<[name: string, line: string, expected: string[][]]>([
    [
      'roles, each in its own way',
      '{"messages":[{"role":"system"},{"role":"developer"},{"role":"user"},{"role":"assistant"},{"role":"tool"}]}',
      [
        ['system', system],
        ['developer', system],
        ['user', human],
        ['assistant', model],
        ['tool', result],
      ],
    ],
    ['roles behind a space', '{"role": "user", "content": "user"}', [['user', human]]],
    ['roles between spaces', '{"role" : "user"}', [['user', human]]],
    [
      'roles of ShareGPT',
      '{"from":"human"},{"from": "gpt"},{"from":"observation"},{"from":"function_call"}',
      [
        ['human', human],
        ['gpt', model],
        ['observation', result],
        ['function_call', result],
      ],
    ],
    ['a role behind its content', '{"content":"Hi","role":"user"}', [['user', human]]],
    [
      'template tokens',
      '{"text":"<|im_start|>user\\n<s>[INST] <<SYS>>x<</SYS>> [/INST]</s><start_of_turn><|eot_id|><｜User｜><think>"}',
      [
        '<|im_start|>',
        '<s>',
        '[INST]',
        '<<SYS>>',
        '<</SYS>>',
        '[/INST]',
        '</s>',
        '<start_of_turn>',
        '<|eot_id|>',
        '<｜User｜>',
        '<think>',
      ].map((text) => [text, marker]),
    ],
    [
      'template tokens written with escapes',
      '{"text":"\\u003c|im_end|\\u003e <\\/s> [\\/INST]"}',
      ['\\u003c|im_end|\\u003e', '<\\/s>', '[\\/INST]'].map((text) => [text, marker]),
    ],
    [
      'placeholders',
      '{"text":"Dear {{first name}}, I am [Your Name]. TODO: lorem ipsum\\nTODO <YOUR_API_KEY> [insert date here]"}',
      [
        '{{first name}}',
        '[Your Name]',
        'TODO',
        'lorem ipsum',
        'TODO',
        '<YOUR_API_KEY>',
        '[insert date here]',
      ].map((text) => [text, blank]),
    ],
  ])('%s', (_, line, expected) => {
    expect(coloured(line)).toEqual(expected);
  });
});

describe('leaves alone', () => {
  test.each([
    ['words that are no role', '{"content":"user","name":"assistant","kind": "tool"}'],
    ['roles that nobody knows', '{"role":"robot","role":"User","role":"user "}'],
    ['roles in JSON inside of a string', '{"arguments":"{\\"role\\":\\"user\\"}"}'],
    ['keys', '{"TODO":1,"<|im_start|>":2,"{{name}}":3,"role":4}'],
    ['comparisons and markup', '{"text":"a <b> <strong> a < b | c > d || <p|q> x|y"}'],
    ['brackets', '{"text":"[1] [link](x) [yours] {a} {} {{}} { {a} } [INSTALL]"}'],
    ['words that only begin like a placeholder', '{"text":"TODOS metodo TODO_LIST mTODO"}'],
  ])('%s', (_, line) => {
    expect(coloured(line)).toEqual([]);
  });
});

test('all other characters of a row keep the scopes that they had', () => {
  const row = JSON.stringify({
    ...chat(
      user('Hi {{name}}, "quoted"\n<|im_start|> 😀'),
      calling(['f', { a: [1, null, true, -2.5e3] }]),
      toolResult('call_f', '</s>'),
      assistant('[Your Name] \\'),
    ),
    tools: [tool('f', { a: { type: 'array' } })],
  });
  for (const line of [row, row.replaceAll('":', '": ').replaceAll(',"', ', "'), row.slice(0, 90)]) {
    const before = scopesByCharacter(plain, line);
    const after = scopesByCharacter(injected, line);
    after.forEach((scopes, column) => {
      if (!scopes.some((scope) => scope.endsWith('.tuneset'))) {
        expect(scopes, `${column}: ${line.slice(column, column + 20)}`).toEqual(before[column]);
      }
      expect(scopes.some((scope) => scope.startsWith('invalid'))).toBe(false);
    });
  }
});

test('a coloured role is still a string to whoever asks', () => {
  const role = tokens(injected, '{"role":"user"}').find((token) => token.text === 'user')!;
  expect(role.scopes).toContain('string.quoted.double.json.lines');
});

test('a row of 20,000 characters is no trouble', () => {
  const line = JSON.stringify(chat(user('{{<|[<｜ TODO '.repeat(1400)), assistant('x')));
  const start = performance.now();
  expect(coloured(line).filter(([text]) => text === 'TODO').length).toBe(1400);
  expect(performance.now() - start).toBeLessThan(3000);
});

function scopesByCharacter(grammar: IGrammar, line: string): (readonly string[])[] {
  return tokens(grammar, line).flatMap(({ text, scopes }) =>
    Array.from({ length: text.length }, () => scopes),
  );
}

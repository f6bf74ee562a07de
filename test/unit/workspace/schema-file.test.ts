import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { generated } from '../../../scripts/generate.ts';

test.each(generated())('$file is up to date (node scripts/generate.ts writes it)', ({ file, text }) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

describe('the JSON schema of tuneset.json', () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(generated()[0]!.text));

  test.each([
    [{ target: 'openai-sft', rules: { 'chat.last-role': 'off', chat: 'error' } }, true],
    [{ $schema: 'x', target: ['mlx', 'axolotl'], files: { train: ['a'], test: 'b' } }, true],
    [{ target: 'x' }, false],
    [{ rules: { 'no.rule': 'off' } }, false],
    [{ files: { tain: 'a' } }, false],
    [{ ruls: {} }, false],
  ])('%j: %s', (value, right) => {
    expect(validate(value)).toBe(right);
  });
});

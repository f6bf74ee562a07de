import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/language/document/json.ts';
import { ShapeTable } from '../../../../src/language/document/shape.ts';
import { formatById, formats } from '../../../../src/language/formats/all.ts';
import type { FormatId } from '../../../../src/language/formats/format.ts';
import { knownKeys } from '../../../../src/language/formats/known-keys.ts';
import { issuesOf, SchemaValidator } from '../../../../src/language/formats/validate.ts';
import { jsonObject } from '../../support/json-values.ts';
import { assistant, calling, chat, user } from '../../support/rows.ts';

function issuesIn(id: FormatId, row: object) {
  return issuesOf(formatById(id), row as JsonObject);
}

describe('issuesOf', () => {
  test('leads to the deepest value that is wrong, through every union', () => {
    expect(issuesIn('openai-chat', chat(user([{ type: 'text', text: 'a' }, 5])))).toEqual([
      {
        kind: 'type',
        path: ['messages', 0, 'content', 1],
        expected: 'a string or an object',
        found: 'a number',
      },
    ]);
    expect(issuesIn('openai-chat', chat(user([{ text: 'a' }])))).toEqual([
      { kind: 'missing', path: ['messages', 0, 'content', 0], key: 'type' },
    ]);
    expect(
      issuesIn('trl-preference', {
        prompt: [user('a'), user({})],
        chosen: [assistant('b', { scroe: 1 })],
        rejected: {},
      }),
    ).toMatchObject([
      { kind: 'type', path: ['prompt', 1, 'content'], found: 'an object' },
      { kind: 'unknown', path: ['chosen', 0], key: 'scroe' },
      { kind: 'type', path: ['rejected'], expected: 'a string or a list of messages', found: 'an object' },
    ]);
  });

  test('takes the alternative that a value comes nearest to', () => {
    const tools = [{ type: 'function', function: { description: 'a' } }, { name: 5 }, {}];
    expect(issuesIn('openai-chat', { ...chat(user('a')), tools })).toEqual([
      { kind: 'missing', path: ['tools', 0, 'function'], key: 'name' },
      { kind: 'type', path: ['tools', 1, 'name'], expected: 'a string', found: 'a number' },
      { kind: 'missing', path: ['tools', 2], key: 'function' },
    ]);
  });

  test('asks for content unless the message does something else', () => {
    const call = calling(['a', {}]);
    const without = { role: call.role, tool_calls: call.tool_calls };
    const messages = [{ role: 'user' }, without, { role: 'assistant', refusal: 'No' }, { role: 'tool' }];
    expect(issuesIn('openai-chat', { messages })).toEqual([
      { kind: 'missing', path: ['messages', 0], key: 'content' },
      { kind: 'missing', path: ['messages', 3], key: 'content' },
    ]);
    expect(
      issuesIn('openai-preference', {
        input: { messages: [user('a')] },
        preferred_output: [{ role: 'assistant' }],
        non_preferred_output: [assistant('b')],
      }),
    ).toEqual([{ kind: 'missing', path: ['preferred_output', 0], key: 'content' }]);
  });

  test('does not fail on any row in any format', () => {
    const requiredKeys = [...new Set(formats.flatMap((format) => format.requiredKeys))];
    fc.assert(
      fc.property(jsonObject, fc.constantFrom(...requiredKeys), fc.jsonValue(), (row, key, value) => {
        for (const format of formats) {
          for (const issue of issuesOf(format, { ...row, [key]: value as JsonObject })) {
            expect(issue.path.length).toBeLessThan(20);
          }
        }
      }),
    );
  });
});

describe('SchemaValidator', () => {
  test('gives rows of one shape the verdict of their shape, with their own indexes', () => {
    const validator = new SchemaValidator();
    const shapes = new ShapeTable();
    const format = formatById('openai-chat');
    const extra = assistant('b', { id: 1 });
    const rows = [
      chat(user('a'), extra),
      chat(user('a'), assistant('b'), user('c'), extra),
      chat(user('a'), extra, user('c'), assistant('b')),
      chat(user('a'), assistant('b')),
    ] as unknown as JsonObject[];
    for (const row of rows) {
      const { shape } = shapes.walk(row);
      expect(validator.issues(format, shape, row)).toEqual(issuesOf(format, row));
      expect(validator.sorts(format, shape, row).map(({ kind }) => kind)).toEqual(
        issuesOf(format, row)
          .map(({ kind }) => kind)
          .slice(0, 1),
      );
    }
  });

  test('agrees with a check of each row by itself', () => {
    const validator = new SchemaValidator();
    const shapes = new ShapeTable();
    const format = formatById('openai-chat');
    const message = fc.record(
      {
        role: fc.constantFrom('user', 'assistant'),
        content: fc.constantFrom('a', 5, null, ['b', 7]),
        id: fc.constant(1),
        tool_calls: fc.constantFrom([], [{ function: { name: 'a', arguments: '{}' } }], [{}]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
        const row = { messages } as unknown as JsonObject;
        expect(validator.issues(format, shapes.walk(row).shape, row)).toEqual(issuesOf(format, row));
      }),
    );
  });
});

test('knownKeys knows the keys at any path, through unions and lists', () => {
  const { schema } = formatById('trl-preference');
  expect(knownKeys(schema, [])).toContain('chosen');
  expect(knownKeys(schema, ['chosen', 3])).toEqual(expect.arrayContaining(['role', 'content', 'tool_calls']));
  expect(knownKeys(schema, ['chosen', 0, 'tool_calls', 0, 'function'])).toEqual(['name', 'arguments']);
  expect(knownKeys(schema, ['chosen', 'role'])).toEqual([]);
  expect(knownKeys(schema, ['constructor'])).toEqual([]);
});

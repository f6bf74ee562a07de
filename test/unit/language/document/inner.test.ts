import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../../src/language/document/apply.ts';
import { innerJson } from '../../../../src/language/document/inner.ts';
import { locate } from '../../../../src/language/document/locate.ts';
import { through } from '../../../../src/language/document/place.ts';
import { editInside, editThrough, replaceValue } from '../../../../src/language/document/surgery.ts';

describe('JSON in a string of a row', () => {
  const call = '<think>Which "city"?\n</think> {"name": "é", "arguments": {"city": "🌧\\n"}}';
  const row = JSON.stringify({ a: 1, value: call });

  test('is read after thoughts', () => {
    expect(innerJson(call)?.value).toEqual({ name: 'é', arguments: { city: '🌧\n' } });
    expect(innerJson('<think>{}')).toBeUndefined();
    expect(innerJson('{"a"')).toBeUndefined();
    expect(innerJson('null')).toEqual({ value: null });
  });

  test('has places, through thoughts and escapes', () => {
    const { start, end } = locate(row, through(['value'], ['value', 'arguments', 'city']));
    expect(row.slice(start, end)).toBe('\\"🌧\\\\n\\"');
    const key = locate(row, through(['value'], ['value', 'arguments', 'city'], 'key'));
    expect(row.slice(key.start, key.end)).toBe('\\"city\\"');
  });

  test('is edited with all else as it was', () => {
    const edits = editThrough(row, ['value'], ['value', 'arguments', 'city'], (json, path) =>
      replaceValue(json, path, 'Å "x"\n'),
    );
    const edited = JSON.parse(applyEdits(row, edits).text);
    expect(edited).toEqual({ a: 1, value: call.replace('"🌧\\n"', '"Å \\"x\\"\\n"') });
  });

  test('is edited two strings deep', () => {
    const inner = JSON.stringify({ arguments: '{"city": "Oslo"}' });
    const outer = JSON.stringify({ value: inner });
    const edits = editInside(outer, ['value'], (json) =>
      editInside(json, ['arguments'], (text) => replaceValue(text, ['city'], 'Bergen')),
    );
    expect(applyEdits(outer, edits).text).toBe(outer.replace('Oslo', 'Bergen'));
  });

  test('gives no edits where there is no such string', () => {
    expect(editInside(row, ['a'], () => [{ start: 0, end: 1, text: 'x' }])).toEqual([]);
    expect(editThrough(row, ['b'], ['b', 'c'], (json, path) => replaceValue(json, path, 1))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../../../src/language/document/layout.ts';
import { objectsOf, onOneLine } from '../../../../src/language/document/one-line.ts';
import { jsonObject, rowText } from '../../support/json-values.ts';

describe('layoutOf', () => {
  test.each([
    ['lines', '{"a":1}\n{"a":2}'],
    ['lines', ''],
    ['lines', '\n \n'],
    ['lines', '[1]\n[2]'],
    ['lines', '[INFO] started\n[INFO] stopped'],
    ['lines', '{"a":1\n{"a":2\n{"a":3'],
    ['lines', '{"a":1}}\n{"a":2}}'],
    ['lines', '"a"\n"b"'],
    ['lines', '{"a":"{\n{"a":"{\n"}"}'],
    ['array', '[{"a":1}]'],
    ['array', '\uFEFF[{"a":1}]\n\n'],
    ['array', '[\n{"a":1},\n{"a":2}\n]'],
    ['array', '[{"a":1},\n{"a":2}'],
    ['pretty', '{\n"a": 1\n}'],
    ['pretty', '\n\uFEFF{\n"a": "}{",\n}\n{\n"a": 2\n}'],
    ['pretty', '{"a":1}\n{"a":\n2}'],
  ])('sees %s in %j', (layout, text) => {
    expect(layoutOf(text.split('\n'))).toBe(layout);
  });

  test('stops reading where it knows', () => {
    let read = 0;
    function* endless() {
      for (;;) {
        read++;
        yield '{"a":1}';
      }
    }
    expect(layoutOf(endless())).toBe('lines');
    expect(read).toBeLessThan(100);
  });

  test('sees any objects that are printed over several lines', () => {
    fc.assert(
      fc.property(fc.array(jsonObject, { minLength: 1, maxLength: 4 }), (objects) => {
        fc.pre(objects.some((object) => Object.keys(object).length > 0));
        const text = objects.map((object) => JSON.stringify(object, null, 2)).join('\n');
        expect(layoutOf(text.split('\n'))).toBe('pretty');
        expect(layoutOf(JSON.stringify(objects, null, 2).split('\n'))).toBe('array');
      }),
    );
  });
});

describe('objectsOf', () => {
  test('keeps numbers, escapes and repeated keys as they are written', () => {
    expect(objectsOf('[ {"n": 1.50e+3, "n": 0.10,\n"t": "a \\u00e9 , \\" [" } ,]')).toEqual([
      '{"n":1.50e+3,"n":0.10,"t":"a \\u00e9 , \\" ["}',
    ]);
  });

  test.each([
    '',
    '[]',
    '[1]',
    '[{"a":1},2]',
    '[{"a":1}',
    '{"a":1} x',
    '{"a":1}]',
    '[{"a":1}] {"b":2}',
    '{"a":1,}',
    '{"a"',
  ])('has nothing to give for %j', (text) => {
    expect(objectsOf(text)).toBeUndefined();
  });

  test('gives back what was put on one line', () => {
    fc.assert(
      fc.property(fc.array(jsonObject, { minLength: 1, maxLength: 4 }), fc.boolean(), (objects, asList) => {
        const text = asList
          ? JSON.stringify(objects, null, '\t')
          : objects.map((object) => JSON.stringify(object, null, 2)).join('\n');
        expect(objectsOf(text)).toEqual(objects.map((object) => JSON.stringify(object)));
      }),
    );
  });
});

test('onOneLine drops white space between tokens and nowhere else', () => {
  fc.assert(
    fc.property(rowText, ({ object, text }) => {
      expect(JSON.parse(onOneLine(text))).toEqual(object);
      expect(onOneLine(JSON.stringify(object, null, 4))).toBe(JSON.stringify(object));
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingOf } from '../../../../../src/language/rules/json/mistakes.ts';
import { repairOf } from '../../../../../src/language/rules/json/repair.ts';
import { good, many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

/** A broken row among good ones, as `line` is written. */
function among(line: string): (object | string)[] {
  return [...many(3), line, good(5)];
}

const row = '{"messages":[{"role":"user","content":"Hi 👋"}]}';

describeRule('json.syntax', {
  flags: [
    {
      name: 'a trailing comma, in its row alone',
      rows: among('{"text":"Hi",}'),
      at: [','],
      lines: [3],
      says: 'nothing after it',
      severity: 'error',
      fixed: among('{"text":"Hi"}'),
    },
    {
      name: 'trailing commas at every level, with what stands around them',
      rows: among('{"a": [1, 2, ], "b": {"c": 1 ,} , }'),
      at: [','],
      says: '2 more mistakes',
      fixed: among('{"a": [1, 2 ], "b": {"c": 1 }  }'),
    },
    {
      name: "Python's literals",
      rows: among('{"a":None,"b":True,"c":[False]}'),
      at: ['None'],
      says: 'JSON has no "None"',
      fixed: among('{"a":null,"b":true,"c":[false]}'),
    },
    {
      name: 'a Python dictionary',
      rows: among(`{'text': 'it\\'s "so"', 'ok': True}`),
      at: ["'"],
      says: 'json.dumps',
      fixed: among(`{"text": "it's \\"so\\"", "ok": true}`),
    },
    {
      name: 'an apostrophe inside of single quotes',
      rows: among("{'text': 'it's fine', 'n': 1}"),
      at: ["'"],
      fixed: among(`{"text": "it's fine", "n": 1}`),
    },
    {
      name: 'curly quotes',
      rows: among('{“text”: “Grüße”}'),
      at: ['“'],
      fixed: among('{"text": "Grüße"}'),
    },
    {
      name: 'a key without quotes',
      rows: among('{text: "Hi"}'),
      at: ['text'],
      fixed: among('{"text": "Hi"}'),
    },
    {
      name: 'a missing comma',
      rows: among('{"a":"x" "b":2}'),
      at: ['"'],
      says: 'comma is missing',
      fixed: among('{"a":"x", "b":2}'),
    },
    { name: 'a missing colon', rows: among('{"a" "x"}'), at: ['"'], fixed: among('{"a": "x"}') },
    { name: 'a missing value', rows: among('{"a":}'), at: ['}'], says: 'value is missing' },
    { name: 'a missing key', rows: among('{"a":1,:2}'), at: [':'], says: 'key in double quotes' },
    {
      name: 'a quote inside a text, after an emoji',
      rows: among('{"text":"👋 he said "hi" to me"}'),
      at: ['"'],
      says: 'quote inside a text',
    },
    {
      name: 'a tab in a text',
      rows: among('{"text":"a\tb\u0001"}'),
      at: ['\t'],
      says: 'a tab as it is',
      fixed: among('{"text":"a\\tb\\u0001"}'),
    },
    {
      name: 'an escape that JSON does not know',
      rows: among('{"text":"\\alpha \\n \\u12 \\\'"}'),
      at: ['\\a'],
      fixed: among('{"text":"\\\\alpha \\n \\\\u12 \'"}'),
    },
    {
      name: 'two objects on one line',
      rows: among(`${row}${row.replace('Hi', 'Ho')}`),
      at: ['{'],
      says: 'second object',
      fixed: [...many(3), row, row.replace('Hi', 'Ho'), good(5)],
    },
    {
      name: 'objects with commas between and after them',
      rows: among('{"a":1}, {"a":2} ,{"a":3},'),
      at: ['{'],
      fixed: [...many(3), '{"a":1}', '{"a":2}', '{"a":3}', good(5)],
    },
    {
      name: 'the comma of a list after the row',
      rows: among(`${row},`),
      at: [','],
      says: 'line end alone separates rows',
      fixed: among(row),
    },
    {
      name: 'a row that was cut off in a text',
      rows: among('{"text":"Once upon'),
      at: ['n'],
      says: 'column 9',
    },
    { name: 'a row that was cut off in a word', rows: among('{"text":"Hi","ok":tr'), at: ['r'] },
    {
      name: 'a row without its last brackets',
      rows: among(row.slice(0, -2)),
      at: ['}'],
      says: ']}',
      fixed: among(row),
    },
    {
      name: 'a bracket that is never closed',
      rows: among('{"a":[{"b":1},"c":2}'),
      at: [':'],
      says: '"]" is missing here to close what is opened at column 6',
    },
    {
      name: 'the wrong closing bracket',
      rows: among('{"a":[1,2}'),
      at: ['}'],
      says: 'opened at column 6',
      fixed: among('{"a":[1,2]}'),
    },
    { name: 'a bracket too many', rows: among('{"a":1}}'), at: ['}'], fixed: among('{"a":1}') },
    {
      name: 'a comment after the row',
      rows: among('{"a":1} // first'),
      at: ['//'],
      fixed: among('{"a":1} '),
    },
    { name: 'a line that is a comment', rows: among('# rows'), at: ['#'], fixed: [...many(3), good(5)] },
    {
      name: 'an object that goes on in the next lines',
      rows: [...many(4), '{', '  "messages": [', '  ]', '},', ...many(4)],
      at: ['{', ':', ']', '}'],
      lines: [4, 5, 6, 7],
      says: 'goes on in the next line',
    },
    { name: 'text that is no JSON at all', rows: among('Hello, world'), at: ['Hello'] },
    { name: 'a number that is none', rows: among('{"a":01}'), at: ['01'] },
    {
      name: 'a no-break space',
      rows: among('{"a":\u00a01}'),
      at: ['\u00a0'],
      says: 'no-break space',
      fixed: among('{"a": 1}'),
    },
    {
      name: 'a byte order mark inside the file',
      rows: among(`\uFEFF${row}`),
      at: ['\uFEFF'],
      says: 'two files were put together',
      fixed: among(row),
    },
    {
      name: 'a mistake after a byte order mark at the beginning, at the right column',
      rows: ['\uFEFF{"a":1,}', ...many(3)],
      at: [','],
      fixed: ['\uFEFF{"a":1}', ...many(3)],
    },
    {
      name: 'a row that is nested too deep',
      rows: among(`{"a":${'['.repeat(800)}${']'.repeat(800)}}`),
      at: ['['],
      says: '500 levels',
    },
    {
      name: 'a row that is nested deep enough to end a recursion',
      rows: among(`${'{"a":'.repeat(200_000)}1`),
      at: ['{'],
    },
    {
      name: 'the mistake beside a NaN, whose fix is then not safe',
      rows: among('{"a":NaN,}'),
      at: [','],
    },
  ],
  passes: [
    {
      name: 'rows of all sorts of JSON',
      rows: [row, '{"a":[1e3,-0.5,true,null,"\\u00e9\\n"]}', ' {} ', '[1]', '"x"'],
    },
    { name: 'nothing but a NaN, which json.non-finite flags', rows: among('{"a":[NaN,-Infinity]}') },
    { name: 'blank lines', rows: [good(1), '', '  '] },
    { name: 'a byte order mark at the beginning', rows: [`\uFEFF${row}`, ...many(3)] },
    { name: 'odd characters inside texts', rows: [{ text: '\u00a0“curly” // # \u2028 {"a":1,}' }] },
  ],
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with some characters taken out, doubled or exchanged. */
const nearlyJson = fc
  .tuple(
    fc.json(),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('', ',', '"', "'", '{', '}', ']', ':', '\\', '\t', 'None', '0', '//', '\u00a0'),
      ),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([json, edits]) =>
    edits.reduce((text, [at, put]) => {
      const column = at % (text.length + 1);
      return text.slice(0, column) + put + text.slice(column + (at % 2));
    }, json),
  )
  .filter((text) => !/[\r\n]/.test(text));

describe('reading JSON that is not quite JSON', () => {
  test('finds a mistake exactly where JSON.parse does not take it', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        fc.pre(text.trim() !== '');
        const { mistakes, nonFinite } = readingOf(text);
        const words = nonFinite.filter(({ end }) => /[a-z]/i.test(text[end - 1]!));
        expect(mistakes.length === 0 && words.length === 0).toBe(parses(text));
        for (const { start, end } of mistakes) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('repairs to nothing but JSON objects', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const reading = readingOf(text);
        const fix = repairOf(text, 0, reading);
        const change = fix?.change({ line: 0, text });
        if (fix?.safety === 'safe' && change?.kind === 'columns') {
          const [edit] = change.edits;
          const repaired = text.slice(0, edit!.start) + edit!.text + text.slice(edit!.end);
          expect(JSON.parse(repaired)).toBeTypeOf('object');
        } else if (fix?.safety === 'safe' && change?.kind === 'lines') {
          expect(change.lines.every(parses)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

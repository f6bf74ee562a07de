import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CodeAction,
  codeActions,
  resolveCodeAction,
} from '../../../../src/language/features/code-actions.ts';
import { type Range, rangeOnLine } from '../../../../src/language/features/types.ts';
import { rules } from '../../../../src/language/rules/all.ts';
import { assistant, chat, good, many, user } from '../../support/rows.ts';
import { applyTextEdits, datasetOf, datasetOfText, textOf, threeRules } from './support.ts';

const openEnded = chat(user('😀 Hi'), assistant('Hello'), user('Thanks'));
const closed = chat(user('😀 Hi'), assistant('Hello'));

interface Case {
  readonly name: string;
  readonly lines: readonly (object | string)[];
  /** The cursor: its line, and a text on it that it stands in front of. */
  readonly at: readonly [line: number, before: string];
  readonly only?: readonly string[];
  readonly offers: readonly string[];
  /** The lines after the first action. */
  readonly fixed?: readonly (object | string)[];
}

const cases: readonly Case[] = [
  {
    name: 'nothing on a clean row',
    lines: [good(1), ''],
    at: [0, '"role"'],
    offers: [],
  },
  {
    name: 'the removal of a blank line, line end and all',
    lines: [good(1), '', good(2)],
    at: [1, ''],
    offers: [
      'Remove the blank line',
      'Fix all problems that are safe to fix in this file',
      'Turn off json.blank-line in tuneset.json',
    ],
    fixed: [good(1), good(2)],
  },
  {
    name: 'the removal of the last line of a file without a final line end',
    lines: [good(1), '  '],
    at: [1, ''],
    only: ['quickfix'],
    offers: ['Remove the blank line', 'Turn off json.blank-line in tuneset.json'],
    fixed: [good(1)],
  },
  {
    name: 'the removal of a message, and nothing but it',
    lines: [openEnded, ''],
    at: [0, '"user","content":"Thanks"'],
    offers: ['Remove the message after the last answer', 'Turn off chat.last-role in tuneset.json'],
    fixed: [closed, ''],
  },
  {
    name: 'it in a row of 100,000 characters',
    lines: [chat(user('x'.repeat(100_000)), assistant('Hello'), user('Thanks'))],
    at: [0, '"user","content":"Thanks"'],
    offers: ['Remove the message after the last answer', 'Turn off chat.last-role in tuneset.json'],
    fixed: [chat(user('x'.repeat(100_000)), assistant('Hello'))],
  },
  {
    name: 'nothing beside the place of a problem',
    lines: [openEnded],
    at: [0, 'Thanks'],
    offers: [],
  },
  {
    name: 'all problems of a rule at once where there are more',
    lines: [good(1), good(1), good(2), good(1)],
    at: [1, '{'],
    offers: [
      'Remove the duplicate row',
      'Fix all 2 duplicate.exact problems in this file',
      'Turn off duplicate.exact in tuneset.json',
    ],
    fixed: [good(1), good(2), good(1)],
  },
  {
    name: 'only what was asked for',
    lines: [good(1), '', good(2)],
    at: [1, ''],
    only: ['source.fixAll'],
    offers: ['Fix all problems that are safe to fix in this file'],
    fixed: [good(1), good(2)],
  },
  {
    name: 'nothing of another kind',
    lines: ['', good(2)],
    at: [0, ''],
    only: ['refactor', 'source.organizeImports'],
    offers: [],
  },
  {
    name: 'nothing where only suggested fixes are, if fix-all was asked for',
    lines: [openEnded],
    at: [0, '"user","content":"Thanks"'],
    only: ['source'],
    offers: [],
  },
  { name: 'nothing in an empty file', lines: [''], at: [0, ''], offers: [] },
];

describe('codeActions offers', () => {
  test.each(cases)('$name', ({ lines, at: [line, before], only, offers, fixed }) => {
    const dataset = datasetOf(lines);
    const column = dataset.rows[line]!.text.indexOf(before);
    expect(column).toBeGreaterThanOrEqual(0);
    const actions = codeActions(dataset, rangeOnLine(line, column, column), only);
    expect(actions.map((action) => action.title)).toEqual(offers);
    if (fixed !== undefined) {
      const expected = textOf(datasetOf(fixed));
      expect(applyTextEdits(textOf(dataset), editsOf(dataset, actions[0]!))).toBe(expected);
    }
  });

  test('the same fix of two rows with the row that each is for', () => {
    const dataset = datasetOf([good(1), '', ' ', good(2)]);
    const actions = codeActions(dataset, wholeOf(dataset), ['quickfix']);
    expect(actions.map((action) => action.title)).toEqual([
      'Remove the blank line (row 2)',
      'Remove the blank line (row 3)',
      'Fix all 2 json.blank-line problems in this file',
      'Turn off json.blank-line in tuneset.json',
    ]);
  });

  test('safe fixes as preferred, others not, and a rule to turn off as a command', () => {
    const [blank, , off] = codeActions(datasetOf(['', good(1)]), rangeOnLine(0, 0, 0));
    expect(blank).toMatchObject({ kind: 'quickfix', code: 'json.blank-line', preferred: true });
    expect(off).toMatchObject({
      preferred: false,
      edits: [],
      command: { id: 'tuneset.disableRule', arguments: ['json.blank-line'] },
    });
    const [duplicate] = codeActions(datasetOf([good(1), good(1)]), rangeOnLine(1, 0, 0));
    expect(duplicate).toMatchObject({ code: 'duplicate.exact', preferred: false });
  });

  test('a selection of everything is not a question about every row', () => {
    const dataset = datasetOf(many(500, () => good(1)));
    expect(codeActions(dataset, wholeOf(dataset)).length).toBeLessThan(60);
  });
});

describe('resolveCodeAction', () => {
  test('fixes all problems of one rule and leaves the others', () => {
    const dataset = datasetOf([openEnded, '', good(1), good(1), openEnded]);
    const { edits, bytes } = resolveCodeAction(dataset, { code: 'chat.last-role' });
    expect(applyTextEdits(textOf(dataset), edits)).toBe(
      textOf(datasetOf([closed, '', good(1), good(1), closed])),
    );
    expect(bytes).toEqual([]);
  });

  test('fixes what is safe and nothing else', () => {
    const dataset = datasetOf(['', openEnded, '', '', good(1), ' ', good(1), '\t']);
    const { edits } = resolveCodeAction(dataset, { safe: true });
    expect(applyTextEdits(textOf(dataset), edits)).toBe(textOf(datasetOf([openEnded, good(1), good(1)])));
  });
});

describe('for any file', () => {
  const row = fc.oneof(
    fc.constantFrom('', ' ', '{', '{"messages":[{"role":"user"', '[]', 'null', '{"messages":', '\u{1f600}'),
    fc.constantFrom<object>(openEnded, closed, good(1), good(2)).map((value) => JSON.stringify(value)),
    fc
      .array(
        fc.record({
          role: fc.constantFrom<unknown>('user', 'assistant', 'system', 'tool', 'human', 7, null),
          content: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.jsonValue({ maxDepth: 1 })),
        }),
        { maxLength: 4 },
      )
      .map((messages) => JSON.stringify({ messages })),
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  );
  const file = fc.array(row, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'));

  test('every edit of every action can be made', () => {
    const all = rules.map((rule) => rule.code);
    fc.assert(
      fc.property(file, (text) => {
        const dataset = datasetOfText(text, { on: all });
        for (const action of codeActions(dataset, wholeOf(dataset))) {
          const edits = editsOf(dataset, action);
          expect(() => applyTextEdits(text, edits)).not.toThrow();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a second fix-all has nothing left to do', () => {
    fc.assert(
      fc.property(file, (text) => {
        const first = resolveCodeAction(datasetOfText(text, { on: threeRules }), { safe: true });
        const again = datasetOfText(applyTextEdits(text, first.edits), { on: threeRules });
        expect(resolveCodeAction(again, { safe: true }).edits).toEqual([]);
        expect(codeActions(again, wholeOf(again), ['source.fixAll.tuneset'])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

function editsOf(dataset: ReturnType<typeof datasetOf>, action: CodeAction): CodeAction['edits'] {
  return action.resolve === undefined ? action.edits : resolveCodeAction(dataset, action.resolve).edits;
}

function wholeOf(dataset: ReturnType<typeof datasetOf>): Range {
  const line = dataset.rows.length - 1;
  return {
    start: { line: 0, character: 0 },
    end: { line, character: dataset.rows[line]!.text.length },
  };
}

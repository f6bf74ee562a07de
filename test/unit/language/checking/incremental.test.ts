import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CheckOptions,
  Dataset,
  inFileOrder,
  messageOf,
  repairs,
  safeOnly,
  spliceOf,
  splitLines,
  targetById,
} from '../../../../src/language/index.ts';
import * as arbitrary from '../../support/arbitrary-rows.ts';

const plain: CheckOptions = { targets: [], rules: {} };
const strict: CheckOptions = { targets: [targetById('openai-sft')], rules: { 'duplicate.exact': 'error' } };

/** Everything that a person sees of a dataset. */
function seen(dataset: Dataset): unknown {
  const problems = inFileOrder(dataset.problems()).map(({ problem, span }) => [
    problem.row.line,
    span.start,
    span.end,
    problem.code,
    problem.severity,
    messageOf(problem),
    problem.fix?.title,
    problem.related.map((related) => [related.row.line, related.message]),
  ]);
  return { format: dataset.format?.id, problems: problems.map((entry) => JSON.stringify(entry)).sort() };
}

function fresh(lines: readonly string[], options = plain): Dataset {
  const dataset = new Dataset(options);
  dataset.reset(lines);
  dataset.work();
  return dataset;
}

const change = fc.record({
  startLine: fc.nat({ max: 32 }),
  startCharacter: fc.nat({ max: 80 }),
  lines: fc.nat({ max: 3 }),
  endCharacter: fc.nat({ max: 80 }),
  text: fc.oneof(
    fc.constantFrom('', '\n', 'x', '"', ',', '}\n{', '\r\n'),
    arbitrary.line,
    arbitrary.line.map((line) => `\n${line}\n`),
  ),
});

/** Applies an edit to plain text: what the dataset's own splicing has to agree with. */
function edited(
  lines: readonly string[],
  edit: { range: { start: Position; end: Position }; text: string },
): string[] {
  const offsetOf = ({ line, character }: Position): number => {
    const at = Math.min(line, lines.length - 1);
    const before = lines.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
    return before + (line > at ? lines[at]!.length : Math.min(character, lines[at]!.length));
  };
  const text = lines.join('\n');
  return splitLines(
    text.slice(0, offsetOf(edit.range.start)) + edit.text + text.slice(offsetOf(edit.range.end)),
  );
}

interface Position {
  line: number;
  character: number;
}

describe('a dataset after edits', () => {
  test('is the same as one checked anew', () => {
    fc.assert(
      fc.property(arbitrary.document, fc.array(change, { maxLength: 8 }), (document, changes) => {
        const dataset = fresh(document);
        let lines: string[] = document.flatMap((line) => splitLines(line));
        expect(seen(dataset)).toEqual(seen(fresh(lines)));
        for (const { startLine, startCharacter, lines: extent, endCharacter, text } of changes) {
          const start = { line: startLine, character: startCharacter };
          const end = {
            line: startLine + extent,
            character: extent === 0 ? startCharacter + endCharacter : endCharacter,
          };
          const edit = { range: { start, end }, text };
          dataset.splice(spliceOf((at) => dataset.rows[at]!.text, dataset.rows.length, edit));
          lines = edited(lines, edit);
          dataset.work();
          expect(dataset.rows.map((row) => row.text)).toEqual(lines);
          expect(dataset.rows.map((row) => row.line)).toEqual(lines.map((_, index) => index));
          expect(seen(dataset)).toEqual(seen(fresh(lines)));
        }
      }),
      { numRuns: 400 },
    );
  });

  test('is the same however the work was cut into slices', () => {
    fc.assert(
      fc.property(
        arbitrary.document,
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        (document, slices) => {
          const dataset = new Dataset(plain);
          dataset.reset(document);
          for (let turn = 0; ; turn++) {
            let left = slices[turn % slices.length]!;
            if (dataset.work(() => --left <= 0)) {
              break;
            }
            dataset.problems();
          }
          expect(seen(dataset)).toEqual(seen(fresh(document)));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is the same after its configuration has changed there and back', () => {
    fc.assert(
      fc.property(arbitrary.document, (document) => {
        const dataset = fresh(document);
        const before = seen(dataset);
        dataset.configure(strict);
        dataset.work();
        expect(seen(dataset)).toEqual(seen(fresh(document, strict)));
        dataset.configure(plain);
        dataset.work();
        expect(seen(dataset)).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe('safe fixes', () => {
  test('leave an empty file of one that has nothing but a blank line', () => {
    const dataset = fresh(['  ']);
    for (const splice of repairs(dataset, safeOnly).splices) {
      dataset.splice(splice);
    }
    dataset.work();
    expect(dataset.rows.map((row) => row.text)).toEqual(['']);
    expect(dataset.problems()).toEqual([]);
  });

  test('come to an end, and touch no row that they do not claim', () => {
    fc.assert(
      fc.property(arbitrary.document, (document) => {
        const dataset = fresh(document);
        for (let round = 0; round < 5; round++) {
          const { splices } = repairs(dataset, safeOnly);
          if (splices.length === 0) {
            break;
          }
          const claimed = new Set(splices.map((splice) => splice.start));
          const untouched = dataset.rows.filter((row) => !claimed.has(row.line)).map((row) => row.text);
          for (const splice of [...splices].reverse()) {
            dataset.splice(splice);
          }
          dataset.work();
          if (splices.every((splice) => splice.removed === 1)) {
            const after = new Set(dataset.rows.map((row) => row.text));
            expect(untouched.filter((text) => !after.has(text))).toEqual([]);
          }
        }
        expect(repairs(dataset, safeOnly).splices).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

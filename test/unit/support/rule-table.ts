import { describe, expect, test } from 'vitest';
import { Dataset } from '../../../src/language/checking/dataset.ts';
import { repairs } from '../../../src/language/checking/fix.ts';
import { inFileOrder } from '../../../src/language/checking/order.ts';
import { splitLines } from '../../../src/language/document/lines.ts';
import { type FileSignature, signatureOfText } from '../../../src/language/document/signature.ts';
import { rules } from '../../../src/language/rules/all.ts';
import { messageOf } from '../../../src/language/rules/problem.ts';
import type { Split } from '../../../src/language/splits.ts';
import { targetById } from '../../../src/language/targets/all.ts';
import type { Target, TargetId } from '../../../src/language/targets/target.ts';

/** A row: an object to be written as JSON, or a line as it stands. */
export type RowSource = object | string;

interface Case {
  readonly name: string;
  readonly rows: readonly RowSource[];
  /** Targets by id, or one made up for what none of them asks. */
  readonly target?: TargetId | Target | readonly (TargetId | Target)[];
  /** What the bytes of the file say; from the text where left out. */
  readonly file?: Partial<FileSignature>;
  readonly split?: Split;
}

export interface Flagged extends Case {
  /** The source text that each problem of the rule underlines, in file order. */
  readonly at: readonly string[];
  /** Zero-based lines of the problems, in the same order; checked where given. */
  readonly lines?: readonly number[];
  /** Something that the first problem's message says. */
  readonly says?: string | RegExp;
  readonly severity?: 'error' | 'warning' | 'info' | 'hint';
  /** The lines after all fixes of this rule are made. Left out: not checked. */
  readonly fixed?: readonly RowSource[];
}

/** One table a rule: what it must flag, where, and what it must not flag. */
export function describeRule(
  code: string,
  table: { flags: readonly Flagged[]; passes: readonly Case[] },
): void {
  describe(code, () => {
    test('is on the list of rules', () => {
      expect(rules.map((rule) => rule.code)).toContain(code);
    });
    for (const item of table.flags) {
      test(`flags ${item.name}`, () => {
        const dataset = datasetOf(item, code);
        const found = inFileOrder(dataset.problems()).filter(({ problem }) => problem.code === code);
        expect(found.map(({ problem, span }) => problem.row.text.slice(span.start, span.end))).toEqual(
          item.at,
        );
        const [first] = found;
        if (item.lines !== undefined) {
          expect(found.map(({ problem }) => problem.row.line)).toEqual(item.lines);
        }
        if (item.says !== undefined) {
          expect(messageOf(first!.problem)).toMatch(item.says);
        }
        if (item.severity !== undefined) {
          expect(first!.problem.severity).toBe(item.severity);
        }
        if (item.fixed !== undefined) {
          expect(fixedLines(dataset, code)).toEqual(item.fixed.map(textOfRow));
        }
      });
    }
    for (const item of table.passes) {
      test(`passes ${item.name}`, () => {
        const found = inFileOrder(datasetOf(item, code).problems()).filter(
          ({ problem }) => problem.code === code,
        );
        expect(found.map(({ problem }) => messageOf(problem))).toEqual([]);
      });
    }
  });
}

/** A checked dataset with every rule on, the one under test at its own or, if off by default, at warning. */
export function datasetOf(item: Case, code?: string): Dataset {
  const chosen = item.target === undefined ? [] : [item.target].flat();
  const off = rules.some((rule) => rule.code === code && rule.severity === 'off');
  const dataset = new Dataset({
    targets: chosen.map((target) => (typeof target === 'string' ? targetById(target) : target)),
    split: item.split,
    rules: off && code !== undefined ? { [code]: 'warning' } : {},
  });
  const text = item.rows.map(textOfRow).join('\n');
  dataset.reset(splitLines(text), { ...signatureOfText(text), ...item.file });
  dataset.work();
  return dataset;
}

function fixedLines(dataset: Dataset, code: string): string[] {
  const { splices } = repairs(dataset, (problem) => problem.code === code && problem.fix !== undefined);
  const lines = dataset.rows.map((row) => row.text);
  for (const splice of [...splices].reverse()) {
    lines.splice(splice.start, splice.removed, ...splice.inserted);
  }
  return lines;
}

function textOfRow(row: RowSource): string {
  return typeof row === 'string' ? row : JSON.stringify(row);
}

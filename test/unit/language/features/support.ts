import { Dataset } from '../../../../src/language/checking/dataset.ts';
import type { Position, Splice } from '../../../../src/language/document/lines.ts';
import { splitLines } from '../../../../src/language/document/lines.ts';
import { signatureOfText } from '../../../../src/language/document/signature.ts';
import type { Range, TextEdit } from '../../../../src/language/features/types.ts';
import { rules } from '../../../../src/language/rules/all.ts';
import { targetById } from '../../../../src/language/targets/all.ts';
import type { TargetId } from '../../../../src/language/targets/target.ts';

/** The rules that these tests speak of: what a feature does with a problem is the same for all of them. */
export const threeRules = ['json.blank-line', 'chat.last-role', 'duplicate.exact'];

export interface Options {
  readonly target?: TargetId;
  /** Codes of the rules that are on; `threeRules` where left out. */
  readonly on?: readonly string[];
}

export function datasetOf(lines: readonly (object | string)[], options: Options = {}): Dataset {
  return datasetOfText(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    options,
  );
}

export function datasetOfText(text: string, { target, on = threeRules }: Options = {}): Dataset {
  const off = rules.filter((rule) => !on.includes(rule.code)).map((rule) => [rule.code, 'off'] as const);
  const dataset = new Dataset({
    targets: target === undefined ? [] : [targetById(target)],
    rules: Object.fromEntries(off),
  });
  dataset.reset(splitLines(text), signatureOfText(text));
  dataset.work();
  return dataset;
}

export function textOf(dataset: Dataset): string {
  return dataset.rows.map((row) => row.text).join('\n');
}

/** What a range covers; a line end counts as one character. */
export function textIn(dataset: Dataset, { start, end }: Range): string {
  const text = textOf(dataset);
  return text.slice(offsetOf(text, start), offsetOf(text, end));
}

/** Makes edits as an editor does, and refuses what an editor refuses: positions outside, edits that overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const located = edits.map(({ range, newText }) => ({
    start: offsetOf(text, range.start),
    end: offsetOf(text, range.end),
    newText,
  }));
  let result = '';
  let from = 0;
  for (const { start, end, newText } of located) {
    if (start < from || end < start) {
      throw new Error(`edits overlap or are out of order at offset ${start}`);
    }
    result += text.slice(from, start) + newText;
    from = end;
  }
  return result + text.slice(from);
}

export function applySplices(lines: readonly string[], splices: readonly Splice[]): string[] {
  const result = [...lines];
  for (const { start, removed, inserted } of [...splices].reverse()) {
    result.splice(start, removed, ...inserted);
  }
  return result;
}

function offsetOf(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  if (line < 0 || line >= lines.length || character < 0 || character > lines[line]!.length) {
    throw new Error(`position ${line}:${character} is outside of the text`);
  }
  return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}

/** A text with ‸ where the cursor is. */
export function withCursor(text: string): { text: string; position: Position } {
  const before = text.slice(0, text.indexOf('‸')).split('\n');
  return {
    text: text.replace('‸', ''),
    position: { line: before.length - 1, character: before.at(-1)!.length },
  };
}

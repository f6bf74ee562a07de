import {
  type ByteChange,
  Dataset,
  type FileSignature,
  type Problem,
  repairs,
  type Severity,
  type SeveritySetting,
  type TargetId,
  targetById,
} from '../language/index.ts';
import { countEnds, type RawLine, rawLines, spliceRaw } from './raw-lines.ts';
import { type FileContent, UnreadableFile } from './read.ts';

/** Which repairs are wanted, and by what rules the file is checked. */
export interface FileFix {
  readonly targets: readonly TargetId[];
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Repairs that can change what a model learns, too. */
  readonly suggested: boolean;
  /** Codes and families of the rules whose problems are repaired; all of them where left out. */
  readonly only?: readonly string[];
}

/** A file as it would be after all wanted repairs. */
export interface FixedContent {
  readonly before: readonly RawLine[];
  readonly after: readonly RawLine[];
  readonly byteOrderMark: boolean;
  readonly changed: boolean;
  /** What became of the bytes beside the rows. */
  readonly bytes: readonly ByteChange[];
  /** Problems repaired, by code. */
  readonly fixed: ReadonlyMap<string, number>;
  /** Problems left, by severity. */
  readonly left: Readonly<Record<Severity, number>>;
}

/** Repairs bring out others (a file laid out anew has rows to look at); this often is more than any file needs. */
const mostRounds = 20;

/**
 * Works out all wanted repairs of a file. Throws `UnreadableFile` where the bytes are not text in UTF-8: writing them
 * again would lose what could not be read.
 */
export function fixContent(path: string, content: FileContent, fix: FileFix): FixedContent {
  refuse(path, content.signature);
  const dataset = new Dataset({ targets: fix.targets.map((id) => targetById(id)), rules: fix.rules });
  dataset.reset(content.lines, content.signature);
  dataset.work();
  const before = rawLines(content.lines, content.bytes);
  const fixed = new Map<string, number>();
  const bytes = new Set<ByteChange>();
  let { byteOrderMark } = content.signature;
  let after = before;
  for (let round = 0; round < mostRounds; round++) {
    const step = repairs(dataset, (problem) => isWanted(problem, fix, round));
    if (step.splices.length === 0 && step.bytes.length === 0) {
      break;
    }
    for (const [code, count] of step.fixed) {
      fixed.set(code, (fixed.get(code) ?? 0) + count);
    }
    after = spliceRaw(after, step.splices);
    for (const change of step.bytes) {
      bytes.add(change);
      if (change === 'line-feeds') {
        after = after.map((line) => (line.end === '' ? line : { ...line, end: '\n' }));
      } else {
        byteOrderMark = change === 'add-byte-order-mark';
      }
    }
    // A repair can make the last row the first of its kind or the file another format: all is looked at again.
    dataset.reset(
      after.map(({ text }) => text),
      { byteOrderMark, encoding: undefined, lineEnds: countEnds(after) },
    );
    dataset.work();
  }
  return {
    before,
    after,
    byteOrderMark,
    changed: byteOrderMark !== content.signature.byteOrderMark || !sameLines(before, after),
    bytes: [...bytes],
    fixed,
    left: countBySeverity(dataset.problems()),
  };
}

function refuse(path: string, { encoding }: FileSignature): void {
  switch (encoding?.kind) {
    case 'binary':
      throw new UnreadableFile(path, 'is binary, not text: it is left as it is.');
    case 'utf-16':
      throw new UnreadableFile(path, 'is UTF-16: it is left as it is. Save it as UTF-8 first.');
    case 'invalid':
      throw new UnreadableFile(
        path,
        `is not UTF-8 (byte 0x${encoding.byte.toString(16)} in line ${encoding.line + 1}): it is left as it is. Save it as UTF-8 first.`,
      );
  }
}

function isWanted(problem: Problem, { suggested, only }: FileFix, round: number): boolean {
  const named = only?.some((key) => problem.code === key || problem.code.startsWith(`${key}.`));
  if (problem.fix === undefined || named === false || (problem.fix.safety !== 'safe' && !suggested)) {
    return false;
  }
  // Drafts of new rows are for a person to write: they are not strewn over files unless asked for by name, and once.
  return problem.fix.change(problem.row)?.kind !== 'append' || (named === true && round === 0);
}

function sameLines(a: readonly RawLine[], b: readonly RawLine[]): boolean {
  return (
    a.length === b.length && a.every(({ text, end }, line) => text === b[line]!.text && end === b[line]!.end)
  );
}

function countBySeverity(problems: readonly Problem[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of problems) {
    counts[severity]++;
  }
  return counts;
}

import { hasByteOrderMark } from '../../document/json.ts';
import { objectsOf, onOneLine } from '../../document/one-line.ts';
import { columnsAt, type Place } from '../../document/place.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import type { Fix } from '../problem.ts';
import type { DatasetRule } from '../rule.ts';
import { explain } from './explain.ts';
import { beginningOf } from './file-place.ts';
import { isMessageList } from './message-list.ts';
import type { Mistake } from './mistake.ts';
import { readingOf } from './mistakes.ts';

/** Longer files are looked into only when the fix is asked for, so that typing in one stays quick. UTF-16 units. */
const readAtOnce = 4_000_000;

/** JSON that is no JSON Lines: one list of everything, or objects spread over several lines. */
export const layout: DatasetRule = {
  code: 'json.layout',
  title: 'Not one object per line',
  severity: 'error',
  scope: 'dataset',
  reads: ['kinds', 'rows'],
  aboutFile: true,
  check({ layout: found, rows }, report) {
    const first = rows.find((row) => row.text.trim() !== '');
    if (found === 'lines' || first === undefined) {
      return;
    }
    const what =
      found === 'array'
        ? 'This file is one JSON list rather than JSON Lines'
        : 'The objects of this file are spread over several lines';
    const long = rows.reduce((sum, row) => sum + row.text.length, 0) > readAtOnce;
    const texts = rows.map((row) => row.text);
    if (!long && isOneConversation(texts)) {
      report(first, {
        place: beginningOf(first.text),
        message: `${what}, and it holds the messages of a single conversation. Trainers read one object per line: put the list under a key "messages" on one line.`,
        fix: conversationFix,
      });
      return;
    }
    const splits = long || oneAnObject(texts) !== undefined;
    const obstacle = splits ? undefined : obstacleIn(rows);
    report(first, {
      place: beginningOf(first.text),
      message: `${what}: trainers read one object per line and stop at the first. ${obstacle?.advice ?? (splits ? 'Write one object per line.' : 'Write one object per line; not all that is in here is an object, so this has to be done by hand.')}`,
      related: obstacle === undefined ? [] : [obstacle],
      fix: splits ? splitFix : undefined,
    });
  },
};

const splitFix: Fix = {
  title: 'Write one object per line',
  safety: 'safe',
  change: () => ({
    kind: 'document',
    rewrite: (lines) => (isOneConversation(lines) ? lines : (oneAnObject(lines) ?? lines)),
  }),
};

const conversationFix: Fix = {
  title: 'Put the messages under "messages" on one line',
  safety: 'suggested',
  change: () => ({
    kind: 'document',
    rewrite: (lines) =>
      isOneConversation(lines)
        ? [`{"messages":${onOneLine(lines.join('\n').trim())}}`, ...ending(lines)]
        : lines,
  }),
};

/** The rows that a file's lines become; undefined where they can't be had without a loss. */
function oneAnObject(lines: readonly string[]): readonly string[] | undefined {
  const text = lines.join('\n');
  const objects = objectsOf(text);
  if (objects === undefined) {
    return undefined;
  }
  const mark = hasByteOrderMark(text) ? '\uFEFF' : '';
  return [`${mark}${objects[0]}`, ...objects.slice(1), ...ending(lines)];
}

/** A final line end stays one. */
function ending(lines: readonly string[]): string[] {
  return lines.length > 1 && lines.at(-1) === '' ? [''] : [];
}

function isOneConversation(lines: readonly string[]): boolean {
  const text = lines.join('\n').trim();
  if (!text.startsWith('[')) {
    return false;
  }
  try {
    return isMessageList(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The mistake that stands in the way of splitting the file, where it is. */
function obstacleIn(
  rows: readonly CheckedRow[],
): { row: CheckedRow; place: Place; message: string; advice: string } | undefined {
  const text = rows.map((row) => row.text).join('\n');
  const mistake = readingOf(text, hasByteOrderMark(text) ? 1 : 0).mistakes.find(isObstacle);
  if (mistake === undefined) {
    return undefined;
  }
  const before = text.slice(0, mistake.start).split('\n');
  const row = rows[before.length - 1]!;
  const start = before.at(-1)!.length;
  const opened = mistake.opening === undefined ? '' : `line ${lineOf(text, mistake.opening)}`;
  return {
    row,
    place: columnsAt(start, start + mistake.end - mistake.start),
    message: explain(text, mistake, opened),
    advice: `Before it can be written so, row ${before.length} has to be put right.`,
  };
}

/** Starting at 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Objects that follow each other are what this layout is made of. */
function isObstacle({ kind }: Mistake): boolean {
  return kind !== 'second-value' && kind !== 'row-comma';
}

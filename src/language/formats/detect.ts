import type { Shape } from '../document/shape.ts';
import { formats } from './all.ts';
import type { Format, FormatId } from './format.ts';

/**
 * How much each format is believed, in percent, by format id; formats without any evidence are absent. Whole numbers,
 * so that a sum does not depend on the order in which rows came and went.
 */
export type Votes = ReadonlyMap<FormatId, number>;

/** What a target's own formats gain: enough to decide between twins, never enough to overrule the data. */
const targetBonus = 35;

/** Less than this is a likeness, and not a format to hold a row to. */
const leastEvidence = 0.4;

/** The votes of one row of this shape. */
export function votesOf(shape: Shape, preferred: ReadonlySet<FormatId>): Votes {
  const votes = new Map<FormatId, number>();
  for (const format of formats) {
    const evidence = format.evidence(shape);
    if (evidence >= leastEvidence) {
      votes.set(format.id, Math.round(evidence * 100) + (preferred.has(format.id) ? targetBonus : 0));
    }
  }
  return votes;
}

/** The format with the most votes; undefined where nothing was voted for. */
export function winner(votes: Votes): Format | undefined {
  let best: Format | undefined;
  let most = 0;
  for (const format of formats) {
    const sum = votes.get(format.id) ?? 0;
    if (sum > most) {
      best = format;
      most = sum;
    }
  }
  return best;
}

/**
 * How to read a row of a file whose format is `fileFormat`: as the file's, where the row has any evidence for it;
 * else as what the row itself looks like; and as the file's where it looks like nothing.
 */
export function formatOfRow(votes: Votes, fileFormat: Format | undefined): Format | undefined {
  if (fileFormat !== undefined && (votes.get(fileFormat.id) ?? 0) > 0) {
    return fileFormat;
  }
  return winner(votes) ?? fileFormat;
}

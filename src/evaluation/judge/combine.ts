import type { Winner } from '../statistics/win-rate.ts';
import type { Order } from './prompt.ts';
import type { Verdict } from './verdict.ts';

export interface Judgement {
  /** Null where one of the verdicts can't be read: the row then counts for neither side. */
  readonly winner: Winner | null;
  /** Whether both orders led to the same winner. */
  readonly agreed: boolean;
  /** For people: the judge's reason, or why there is a tie or nothing. */
  readonly reason: string;
}

/** A model wins only if it is preferred in both orders; a judge that changes its mind with the order sees no difference. */
export function combineVerdicts(verdicts: Readonly<Record<Order, Verdict>>): Judgement {
  const [one, other] = [verdicts['base first'], verdicts['tuned first']];
  for (const verdict of [one, other]) {
    if (verdict.better === undefined) {
      return { winner: null, agreed: false, reason: verdict.problem };
    }
  }
  const [left, right] = [winnerOf(one, 'base first'), winnerOf(other, 'tuned first')];
  if (left === right) {
    return { winner: left, agreed: true, reason: reasonOf(one) || reasonOf(other) };
  }
  const reason =
    left !== 'tie' && right !== 'tie'
      ? `A tie: the judge preferred the ${one.better} answer in either order.`
      : `A tie: the judge preferred ${left === 'tie' ? right : left} in one order only.`;
  return { winner: 'tie', agreed: false, reason };
}

export interface JudgeReport {
  readonly rows: number;
  /** Of the rows with two verdicts, the share on which both orders agree; null without such rows. */
  readonly agreement: number | null;
  /** Of all verdicts but ties, the share for the answer read first: far from one half the judge goes by position. */
  readonly firstPreferred: number | null;
  /** Rows without a judgement. */
  readonly unread: number;
}

/** How far a judge is to be trusted. */
export function judgeReport(rows: readonly Readonly<Record<Order, Verdict>>[]): JudgeReport {
  const judgements = rows.map(combineVerdicts);
  const read = judgements.filter(({ winner }) => winner !== null);
  const preferred = rows
    .flatMap((row) => Object.values(row))
    .filter(({ better }) => better === 'first' || better === 'second');
  const first = preferred.filter(({ better }) => better === 'first').length;
  const agreed = read.filter(({ agreed }) => agreed).length;
  return {
    rows: rows.length,
    agreement: read.length === 0 ? null : agreed / read.length,
    firstPreferred: preferred.length === 0 ? null : first / preferred.length,
    unread: rows.length - read.length,
  };
}

function winnerOf({ better }: Verdict, order: Order): Winner {
  if (better === undefined || better === 'tie') {
    return 'tie';
  }
  return (better === 'first') === (order === 'base first') ? 'base' : 'tuned';
}

function reasonOf(verdict: Verdict): string {
  return 'reason' in verdict ? verdict.reason : '';
}

import type { Conversion, Touched } from '../../language/index.ts';
import type { Analysis } from '../analysis.ts';
import type { PreflightRow } from '../preflight-report.ts';
import { absolute, type Check, counted, type Verdict } from './check.ts';

/** What rows lose on their way into the trainer's shape. A row that would not be trained on stands in the way. */
export const conversion: Check = {
  name: 'conversion',
  title: "Rows in the trainer's shape",
  judge({ analysis, plan }) {
    const { leftOut, train } = analysis.dataset;
    if (leftOut.length > 0) {
      const rows = leftOut.map(
        ({ path, line, reason }): PreflightRow => ({
          path: absolute(plan, path),
          line,
          column: 1,
          message: reason,
        }),
      );
      return {
        status: 'error',
        message:
          `${counted(leftOut.length, 'row')} can't be trained on and would be left out. ${notesOf(analysis)}`.trim(),
        advice: 'Mend or remove these rows; override this check to train without them.',
        rows,
      };
    }
    const unmasked = touched(analysis, ({ unmasked: found }) => found);
    return unmasked.rowCount > 0
      ? unmaskedVerdict(unmasked, notesOf(analysis))
      : clean(analysis, train.count);
  },
};

function clean(analysis: Analysis, count: number): Verdict {
  const notes = notesOf(analysis);
  return notes === ''
    ? { status: 'ok', message: `${counted(count, 'row')} converted; nothing is lost.` }
    : { status: 'note', message: notes };
}

function unmaskedVerdict(unmasked: Rows, notes: string): Verdict {
  return {
    status: 'warning',
    message:
      `${counted(unmasked.rowCount, 'row')} ${unmasked.rowCount === 1 ? 'has' : 'have'} messages of weight 0 that will be learnt all the same: TRL can't mask single messages. ${notes}`.trim(),
    advice:
      'With the loss "completion" only the last answer of a row is learnt, and weights are kept; or give each answer that is to be learnt a row of its own.',
    ...unmasked,
  };
}

interface Rows {
  readonly rows: readonly PreflightRow[];
  readonly rowCount: number;
}

function touched({ train }: Analysis, of: (conversion: Conversion) => Touched): Rows {
  const found = train.conversions.map(({ path, conversion }) => ({ path, ...of(conversion) }));
  return {
    rows: found.flatMap(({ path, lines }) =>
      lines.map((line) => ({ path, line, column: 1, message: 'A message of weight 0 is learnt.' })),
    ),
    rowCount: found.reduce((sum, { count }) => sum + count, 0),
  };
}

/** What becomes other than it was, in sentences. */
function notesOf(analysis: Analysis): string {
  const { cut, developer } = {
    cut: touched(analysis, (conversion) => conversion.cut).rowCount,
    developer: touched(analysis, (conversion) => conversion.developer).rowCount,
  };
  const dropped = droppedKeys(analysis);
  const sentences = [
    dropped.length > 0 &&
      `Not carried, since no chat template reads ${dropped.length === 1 ? 'it' : 'them'}: ${dropped.join(', ')}.`,
    cut > 0 && `What follows the last answer is cut in ${counted(cut, 'row')}.`,
    developer > 0 && `Developer messages become system messages in ${counted(developer, 'row')}.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

function droppedKeys({ train }: Analysis): string[] {
  const rows = new Map<string, number>();
  for (const { conversion } of train.conversions) {
    for (const [key, count] of Object.entries(conversion.dropped)) {
      rows.set(key, (rows.get(key) ?? 0) + count);
    }
  }
  return [...rows].map(([key, count]) => `${key} (${counted(count, 'row')})`);
}

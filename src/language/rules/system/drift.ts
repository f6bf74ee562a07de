import { type Place, rowOpening } from '../../document/place.ts';
import { replaceValue } from '../../document/surgery.ts';
import type { Passage } from '../../formats/example.ts';
import type { FormatId } from '../../formats/format.ts';
import { shown } from '../../similarity/plain.ts';
import { type Difference, firstDifference } from '../../similarity/text-difference.ts';
import { variantsOf } from '../../similarity/variants.ts';
import type { Fix } from '../problem.ts';
import type { DatasetRule } from '../rule.ts';
import { promptsOf, systemMessageIn } from './prompts.ts';

/** A system prompt that is nearly, and not quite, the one that many other rows have. */
export const drift: DatasetRule = {
  code: 'system.drift',
  title: 'System prompt differs a little',
  severity: 'warning',
  scope: 'dataset',
  reads: ['systems'],
  check({ indexes, rows }, report) {
    if (indexes.systems.counts.size * 2 > indexes.systems.total) {
      return;
    }
    const variants = variantsOf(promptsOf(indexes.systems), indexes.systems.total).map((variant) => ({
      ...variant,
      difference: firstDifference(variant.text, variant.of.text)!,
      usual: indexes.systems.first(variant.of.text, rows)!,
    }));
    for (const { text, of, difference, usual } of variants) {
      for (const row of indexes.systems.rows(text)) {
        const format = row.facts?.format;
        if (format !== undefined) {
          report(row, {
            place: () => placeIn(row.text, format, difference),
            message: `${wording(text, of.text, difference)} The system prompt of ${of.rows} other rows is otherwise the same, and a model that sees both learns a difference that nobody meant. Use one wording.`,
            related: [
              { row: usual, place: rowOpening, message: 'The first row with the usual system prompt' },
            ],
            fix: replacement(of.text, format),
          });
        }
      }
    }
  },
};

function wording(text: string, common: string, { a, b }: Difference): string {
  const here = text.slice(...a);
  const there = common.slice(...b);
  const space = here.trim() === there.trim() && here !== there;
  return space
    ? `The white space at "${shown(here.trim() || text.slice(Math.max(0, a[0] - 20), a[1] + 20))}" differs from the usual system prompt.`
    : there.trim() === ''
      ? `The usual system prompt has nothing in place of "${shown(here)}".`
      : here.trim() === ''
        ? `The usual system prompt has "${shown(there)}" here.`
        : `"${shown(here)}" stands where the usual system prompt has "${shown(there)}".`;
}

function placeIn(text: string, format: FormatId, { a: [start, end] }: Difference): Place {
  const message = systemMessageIn(text, format);
  const found = message === undefined ? undefined : passageAt(message.passages, start);
  if (found === undefined) {
    return rowOpening;
  }
  const { passage, before } = found;
  const last = Math.min(end - before, passage.text.length);
  return { path: passage.path, span: [Math.min(start - before, last), last] };
}

/** The part of a message that holds an offset of its whole text, in which a newline joins the parts. */
function passageAt(
  passages: readonly Passage[],
  offset: number,
): { passage: Passage; before: number } | undefined {
  let before = 0;
  for (const passage of passages) {
    if (offset <= before + passage.text.length) {
      return { passage, before };
    }
    before += passage.text.length + 1;
  }
  return undefined;
}

function replacement(common: string, format: FormatId): Fix {
  return {
    title: 'Use the usual system prompt',
    safety: 'suggested',
    change(row) {
      const passages = systemMessageIn(row.text, format)?.passages ?? [];
      // A prompt in several parts has an order that a replacement would have to guess.
      return passages.length === 1
        ? { kind: 'columns', edits: replaceValue(row.text, passages[0]!.path, common) }
        : undefined;
    },
  };
}

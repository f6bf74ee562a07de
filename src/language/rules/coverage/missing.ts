import { draftLine, type Surroundings } from '../../coverage/draft.ts';
import type { EdgeCase } from '../../coverage/edge-case.ts';
import { exampleCount, talliedCases } from '../../coverage/matrix.ts';
import { traitsOf } from '../../coverage/traits.ts';
import { rowOpening } from '../../document/place.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import { formatById } from '../../formats/all.ts';
import type { Tool } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { exampleIn } from '../../formats/read-row.ts';
import { isTrainedOn } from '../../splits.ts';
import type { Fix } from '../problem.ts';
import type { DatasetRule, DatasetView } from '../rule.ts';
import { promptsOf } from '../system/prompts.ts';

/** Smaller files are being started, or are samples: there is more to be said of them than what they lack. */
const fewestExamples = 20;

/** An edge case that no example of the file covers. */
export const missing: DatasetRule = {
  code: 'coverage.missing',
  title: 'Edge case not covered',
  severity: 'info',
  scope: 'dataset',
  // What the file is like is read from some of its rows, and the first row shows what is missing.
  reads: ['rows', 'shapes', 'cases', 'toolsDeclared'],
  check(dataset, report) {
    const { rows, indexes, format } = dataset;
    if (!isTrainedOn(dataset.split) || format === undefined || exampleCount(indexes) < fewestExamples) {
      return;
    }
    const first = rows.find((row) => row.facts?.example !== undefined);
    if (first === undefined) {
      return;
    }
    for (const { edgeCase, count } of talliedCases(rows, indexes)) {
      if (count < edgeCase.min) {
        report(first, {
          place: rowOpening,
          message: `No example covers an edge case: ${lowerFirst(edgeCase.title)}. ${edgeCase.why} Add at least ${edgeCase.min === 1 ? 'one' : edgeCase.min}.`,
          fix: drafting(dataset, format, edgeCase),
        });
      }
    }
  },
};

function drafting(dataset: DatasetView, format: Format, edgeCase: EdgeCase): Fix {
  return {
    title: `Add a draft row for ${lowerFirst(edgeCase.title)}`,
    safety: 'suggested',
    change() {
      const line = draftLine(edgeCase, surroundingsOf(dataset, format));
      // A draft that waits to be written is not added twice.
      const waits = dataset.rows.some((row) => row.text === line);
      return waits ? undefined : { kind: 'append', lines: [line] };
    },
  };
}

function surroundingsOf({ rows, indexes }: DatasetView, format: Format): Surroundings {
  const { systems } = indexes;
  const [usual] = promptsOf(systems);
  const declaring = rows.find((row) => (row.facts?.example?.toolsDeclared.length ?? 0) > 0);
  return {
    format,
    system: usual !== undefined && usual.rows * 2 > systems.total ? usual.text : undefined,
    tools: declaring === undefined ? [] : toolsIn(declaring),
    plain: traitsOf(rows).plain,
  };
}

function toolsIn({ text, facts }: CheckedRow): readonly Tool[] {
  const format = facts?.format;
  return (format === undefined ? undefined : exampleIn(text, formatById(format)))?.tools ?? [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

import { rowOpening, through } from '../../document/place.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import { formatById } from '../../formats/all.ts';
import { exampleIn } from '../../formats/read-row.ts';
import { quoted } from '../../words.ts';
import type { DatasetReport, DatasetRule } from '../rule.ts';
import { listed } from './words.ts';

/** With more unused tools than these the file declares them to choose among, and one word on it is enough. */
const most = 20;

/** A tool that rows declare and none calls: the model learns never to call it. */
export const unused: DatasetRule = {
  code: 'tools.unused',
  title: 'Tool that is never called',
  severity: 'info',
  scope: 'dataset',
  reads: ['toolsDeclared', 'toolsCalled'],
  check({ rows, indexes }, report) {
    const { toolsDeclared, toolsCalled } = indexes;
    const names = [...toolsDeclared.counts.keys()].filter(
      (name) => name !== '' && toolsCalled.count(name) === 0,
    );
    if (names.length > most) {
      reportMany(names.sort(), toolsDeclared.counts.size, rows, report);
      return;
    }
    for (const name of names) {
      const row = toolsDeclared.first(name, rows);
      const count = toolsDeclared.count(name);
      if (row !== undefined) {
        report(row, {
          place: () => placeOf(name, row),
          message: `No row calls ${quoted(name)}, which ${count === 1 ? 'one row declares' : `${count} rows declare`}: the model learns never to call it. Add examples that do, or stop declaring it.`,
        });
      }
    }
  },
};

function reportMany(
  names: readonly string[],
  declared: number,
  rows: readonly CheckedRow[],
  report: DatasetReport,
): void {
  const unused = new Set(names);
  const isUnused = (name: string): boolean => unused.has(name);
  const row = rows.find(({ facts }) => facts?.example?.toolsDeclared.some(isUnused));
  const first = row?.facts?.example?.toolsDeclared.find(isUnused);
  if (row !== undefined && first !== undefined) {
    report(row, {
      place: () => placeOf(first, row),
      message: `No row calls ${names.length} of the ${declared} tools that rows declare (${listed(names, 3)}): the model learns never to call them. That is right for tools that are there only to choose among.`,
    });
  }
}

function placeOf(name: string, row: CheckedRow) {
  const format = row.facts?.format;
  const example = format === undefined ? undefined : exampleIn(row.text, formatById(format));
  const tool = example?.tools.find((candidate) => candidate.name === name);
  return tool === undefined ? rowOpening : through(tool.text, tool.namePath);
}

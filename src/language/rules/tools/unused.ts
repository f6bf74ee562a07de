import { rowOpening, through } from '../../document/place.ts';
import { formatById } from '../../formats/all.ts';
import { exampleIn } from '../../formats/read-row.ts';
import type { CheckedRow } from '../facts.ts';
import type { DatasetRule } from '../rule.ts';
import { listed, quoted } from './words.ts';

/** With more unused tools than these the file declares them to choose among, and one word on it is enough. */
const most = 20;

/** A tool that rows declare and none calls: the model learns never to call it. */
export const unused: DatasetRule = {
  code: 'tools.unused',
  title: 'Tool that is never called',
  severity: 'info',
  scope: 'dataset',
  // Where in its row the first declaration stands may change while the names of the tools do not.
  reads: ['toolsDeclared', 'toolsCalled', 'rows'],
  check({ rows, indexes }, report) {
    const { toolsDeclared, toolsCalled } = indexes;
    const names = new Set<string>();
    for (const name of toolsDeclared.counts.keys()) {
      if (name !== '' && toolsCalled.count(name) === 0) {
        names.add(name);
      }
    }
    if (names.size > most) {
      reportMany([...names].sort(), toolsDeclared.counts.size, rows, report);
      return;
    }
    for (const [name, row] of firstDeclarations(names, rows)) {
      const count = toolsDeclared.count(name);
      report(row, {
        place: placeOf(name, row),
        message: `No row calls ${quoted(name)}, which ${count === 1 ? 'one row declares' : `${count} rows declare`}: the model learns never to call it. Add examples that do, or stop declaring it.`,
      });
    }
  },
};

function reportMany(
  names: readonly string[],
  declared: number,
  rows: readonly CheckedRow[],
  report: Parameters<DatasetRule['check']>[1],
): void {
  // Sorted by row: the first of the file is the same whatever order the index lists names in.
  const [first] = firstDeclarations(new Set(names), rows, 1);
  if (first !== undefined) {
    report(first[1], {
      place: placeOf(first[0], first[1]),
      message: `No row calls ${names.length} of the ${declared} tools that rows declare (${listed(names, 3)}): the model learns never to call them. That is right for tools that are there only to choose among.`,
    });
  }
}

/** The first row that declares each, in file order; the search ends when all are found. */
function firstDeclarations(
  names: ReadonlySet<string>,
  rows: readonly CheckedRow[],
  enough = names.size,
): [name: string, row: CheckedRow][] {
  const found = new Map<string, CheckedRow>();
  for (const row of rows) {
    if (found.size >= enough) {
      break;
    }
    for (const name of row.facts?.example?.toolsDeclared ?? []) {
      if (names.has(name) && !found.has(name) && found.size < enough) {
        found.set(name, row);
      }
    }
  }
  return [...found];
}

function placeOf(name: string, row: CheckedRow) {
  const format = row.facts?.format;
  const example = format === undefined ? undefined : exampleIn(row.text, formatById(format));
  const tool = example?.tools.find((candidate) => candidate.name === name);
  return tool === undefined ? rowOpening : through(tool.text, tool.namePath);
}

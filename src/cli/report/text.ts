import { type Severity, targetById } from '../../language/index.ts';
import { printable } from '../../workspace/printable.ts';
import type { FileReport, ProblemReport } from '../../workspace/report.ts';
import { shownPath } from '../paths.ts';
import { type Paint, severityColors } from './paint.ts';
import { type CheckReport, countBySeverity } from './report.ts';
import { counted, list } from './words.ts';

/** A report for people: each problem with its place and the piece of the row that is wrong, then what it comes to. */
export function* textReport(report: CheckReport, paint: Paint): Iterable<string> {
  for (const file of report.files) {
    const places = placesOf(file, report.cwd);
    const digits = String(file.problems.at(-1)?.line ?? 0).length;
    for (const [index, problem] of file.problems.entries()) {
      yield `${headline(problem, places[index]!, paint)}\n`;
      yield* frame(problem, digits, paint);
      for (const { path, line, column, message } of problem.related) {
        const place = `${shownPath(path, report.cwd)}:${line}:${column}`;
        yield `${gutter('', digits, '=', paint)}${place} ${printable(message)}\n`;
      }
      yield '\n';
    }
  }
  if (report.files.length > 0) {
    yield `${summary(report, paint)}\n`;
  }
}

/** One line a problem: for grep, and for editors that jump to places. */
export function* quietReport(report: CheckReport, paint: Paint): Iterable<string> {
  for (const file of report.files) {
    const places = placesOf(file, report.cwd);
    for (const [index, problem] of file.problems.entries()) {
      yield `${headline(problem, places[index]!, paint)}\n`;
    }
  }
}

/** `path:line:column` of each problem, made equally wide. */
function placesOf({ path, problems }: FileReport, cwd: string): string[] {
  const shown = shownPath(path, cwd);
  const places = problems.map(({ line, column }) => `${shown}:${line}:${column}`);
  const widest = places.reduce((most, place) => Math.max(most, place.length), 0);
  return places.map((place) => place.padEnd(widest));
}

function headline({ severity, message, code }: ProblemReport, place: string, paint: Paint): string {
  const level = paint(severityColors[severity], severity.padEnd('warning'.length));
  return `${paint('bold', place)} ${level}  ${printable(message)}  ${paint('dim', code)}`;
}

function* frame({ excerpt, line, severity }: ProblemReport, digits: number, paint: Paint): Iterable<string> {
  if (excerpt === undefined || excerpt.text === '') {
    return;
  }
  const marks = ' '.repeat(excerpt.before) + paint(severityColors[severity], '^'.repeat(excerpt.width));
  yield `${gutter(String(line), digits, '|', paint)}${excerpt.text}\n`;
  yield `${gutter('', digits, '|', paint)}${marks}\n`;
}

function gutter(text: string, digits: number, mark: string, paint: Paint): string {
  return paint('dim', `  ${text.padStart(digits)} ${mark} `);
}

function summary(report: CheckReport, paint: Paint): string {
  const { files } = report;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const checked = `Checked ${counted(rows, 'row')} in ${counted(files.length, 'file')} ${forWhom(report)}.`;
  const problems = files.flatMap((file) => file.problems);
  if (problems.length === 0) {
    return `${checked} ${paint('green', 'No problems found.')}`;
  }
  const counts = countBySeverity(files);
  const levels = (Object.keys(counts) as Severity[])
    .filter((severity) => counts[severity] > 0)
    .map((severity) => paint(severityColors[severity], counted(counts[severity], severity)));
  const found = `Found ${counted(problems.length, 'problem')}: ${list(levels)}.`;
  return [checked, found, ...fixable(problems)].join('\n');
}

function forWhom({ targets }: CheckReport): string {
  return targets.length === 0
    ? 'for no target (choose one with --target or in tuneset.json)'
    : `for ${list(targets.map((id) => targetById(id).title))}`;
}

function fixable(problems: readonly ProblemReport[]): string[] {
  const safe = problems.filter(({ fix }) => fix === 'safe').length;
  const suggested = problems.filter(({ fix }) => fix === 'suggested').length;
  return [
    ...(safe > 0 ? [`${counted(safe, 'problem')} fixable with \`tuneset fix\`.`] : []),
    ...(suggested > 0
      ? [
          `${counted(suggested, safe > 0 ? 'more' : 'problem', '')} with \`tuneset fix --suggested\`: look at what it changes.`,
        ]
      : []),
  ];
}

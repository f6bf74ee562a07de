import type { Dataset } from '../checking/dataset.ts';
import { rank } from '../checking/order.ts';
import { rules } from '../rules/all.ts';
import { messageOf, type Problem } from '../rules/problem.ts';
import { counted } from './describe-row.ts';
import { spanFinder } from './ranges.ts';
import { status } from './status.ts';

/**
 * All problems of a file as plain text: how many of each rule, then rule by rule where they are. Places are written
 * `path:line:column`, counted from 1, which VS Code and terminals turn into links.
 */
export function report(dataset: Dataset, path: string): string {
  const groups = [...grouped(dataset.problems())].sort(
    ([a, problemsA], [b, problemsB]) =>
      worstOf(problemsA) - worstOf(problemsB) || problemsB.length - problemsA.length || (a < b ? -1 : 1),
  );
  const lines = [headline(dataset, path)];
  if (groups.length > 0) {
    const width = Math.max(...groups.map(([, problems]) => String(problems.length).length));
    const longest = Math.max(...groups.map(([code]) => code.length));
    lines.push('');
    for (const [code, problems] of groups) {
      const count = String(problems.length).padStart(width);
      lines.push(`  ${count}  ${code.padEnd(longest)}  ${titleOf(code)}`.trimEnd());
    }
  }
  for (const [code, problems] of groups) {
    lines.push('', `${code} (${problems.length})`);
    for (const line of placesOf(problems, path)) {
      lines.push(line);
    }
  }
  return `${lines.join('\n')}\n`;
}

function headline(dataset: Dataset, path: string): string {
  const { rows, errors, warnings, infos, format } = status(dataset);
  const file = [counted(rows, 'row'), ...(format === undefined ? [] : [format])].join(', ');
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(infos > 0 ? [counted(infos, 'note')] : []),
  ];
  return `${path} (${file}): ${counts.length === 0 ? 'no problems' : counts.join(', ')}`;
}

function grouped(problems: readonly Problem[]): Map<string, Problem[]> {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.code);
    if (group === undefined) {
      groups.set(problem.code, [problem]);
    } else {
      group.push(problem);
    }
  }
  return groups;
}

function worstOf(problems: readonly Problem[]): number {
  return problems.reduce((least, problem) => Math.min(least, rank(problem.severity)), rank('hint'));
}

function titleOf(code: string): string {
  return rules.find((rule) => rule.code === code)?.title ?? '';
}

function placesOf(problems: readonly Problem[], path: string): string[] {
  const find = spanFinder();
  return [...problems]
    .sort((a, b) => a.row.line - b.row.line)
    .map((problem) => ({ problem, column: find(problem).start + 1 }))
    .sort((a, b) => a.problem.row.line - b.problem.row.line || a.column - b.column)
    .map(
      ({ problem, column }) =>
        `${path}:${problem.row.line + 1}:${column} ${problem.severity} ${messageOf(problem)}`,
    );
}

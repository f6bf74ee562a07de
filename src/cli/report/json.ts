import type { FileReport, ProblemReport } from '../../workspace/report.ts';
import { relativePath } from '../paths.ts';
import { type CheckReport, countBySeverity, toJson } from './report.ts';

/** A report for programs. Its form is fixed; `version` is raised if it ever has to break. One line a file. */
export function* jsonReport(report: CheckReport): Iterable<string> {
  const { targets, files, coverage } = report;
  const target = targets.length > 1 ? targets : (targets[0] ?? null);
  yield `{"version":1,"target":${toJson(target)},"files":[`;
  for (const [index, file] of files.entries()) {
    yield `${index === 0 ? '\n' : ',\n'}${toJson(fileEntry(file, report.cwd))}`;
  }
  const counts = countBySeverity(files);
  const summary = {
    rows: sum(files, (file) => file.rows),
    errors: counts.error,
    warnings: counts.warning,
    tokens: {
      total: sum(files, (file) => file.tokens.total),
      trained: sum(files, (file) => file.tokens.trained),
      // They are estimates: only a model's own tokenizer could count.
      exact: false,
    },
  };
  yield `${files.length === 0 ? '' : '\n'}],"coverage":${toJson(coverage)},"summary":${toJson(summary)}}\n`;
}

function fileEntry({ path, split, format, rows, problems, counts }: FileReport, cwd: string): object {
  return {
    path: relativePath(path, cwd),
    split: split ?? null,
    format: format ?? null,
    rows,
    problems: problems.map((problem) => problemEntry(problem, cwd)),
    counts,
  };
}

function problemEntry(problem: ProblemReport, cwd: string): object {
  const { code, severity, line, column, endLine, endColumn, message, related, fix } = problem;
  return {
    code,
    severity,
    line,
    column,
    endLine,
    endColumn,
    message,
    related: related.map((other) => ({
      path: relativePath(other.path, cwd),
      line: other.line,
      message: other.message,
    })),
    fix,
  };
}

function sum(files: readonly FileReport[], of: (file: FileReport) => number): number {
  return files.reduce((total, file) => total + of(file), 0);
}

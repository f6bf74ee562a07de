import type { Severity } from '../../language/index.ts';
import { printable } from '../../workspace/printable.ts';
import { relativePath } from '../paths.ts';
import type { CheckReport } from './report.ts';

const levels: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub Actions turns into annotations of a pull request's lines. */
export function* githubReport({ files, unreadable, cwd }: CheckReport): Iterable<string> {
  for (const { path, message } of unreadable) {
    yield command('error', { file: relativePath(path, cwd) }, message);
  }
  for (const { path, problems } of files) {
    for (const problem of problems) {
      const properties = {
        file: relativePath(path, cwd),
        line: problem.line,
        endLine: problem.endLine,
        col: problem.column,
        endColumn: problem.endColumn,
        title: problem.code,
      };
      yield command(levels[problem.severity], properties, problem.message);
    }
  }
}

function command(level: string, properties: Record<string, string | number>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${level} ${listed.join(',')}::${data(printable(message))}\n`;
}

/** As the runner's own toolkit escapes them: https://github.com/actions/toolkit, core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import { type EditorProblem, moreCode, pageOf, type Severity } from '../language/index.ts';
import type { ConfigurationProblem } from '../workspace/configuration.ts';
import type { FileReport, ProblemReport } from '../workspace/report.ts';

/** The name under which editors list our problems. */
export const source = 'tuneset';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem of the open document `uri`. */
export function diagnosticOf(problem: EditorProblem, uri: string): Diagnostic {
  return {
    range: problem.range,
    severity: severities[problem.severity],
    ...named(problem.code),
    message: problem.message,
    ...(problem.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(problem.related.length > 0 && {
      relatedInformation: problem.related.map(({ range, message }) => ({
        location: { uri, range },
        message,
      })),
    }),
  };
}

/** The worst problems of a file that is not open, and how many more there are. */
export function diagnosticsOfReport(report: FileReport, uri: string, maximum: number): Diagnostic[] {
  const ranked = [...report.problems].sort((a, b) => severities[a.severity] - severities[b.severity]);
  const shown = ranked.slice(0, maximum).map((problem) => diagnosticOfReported(problem, uri));
  const more = ranked.length - shown.length;
  if (more > 0) {
    const message = `${more} more problems are not shown here. Open the file and run 'Tuneset: Show All Problems' to see them.`;
    shown.push({ range: rangeOf(0, 0, 0), severity: DiagnosticSeverity.Information, source, message });
  }
  return shown;
}

function diagnosticOfReported(problem: ProblemReport, uri: string): Diagnostic {
  return {
    range: rangeOf(problem.line - 1, problem.column - 1, problem.endColumn - 1),
    severity: severities[problem.severity],
    ...named(problem.code),
    message: problem.message,
    ...(problem.related.length > 0 && {
      relatedInformation: problem.related.map((related) => ({
        location: { uri, range: rangeOf(related.line - 1, related.column - 1, related.endColumn - 1) },
        message: related.message,
      })),
    }),
  };
}

/** A problem of a tuneset.json. */
export function diagnosticOfConfiguration(problem: ConfigurationProblem): Diagnostic {
  return {
    range: {
      start: { line: problem.line - 1, character: problem.column - 1 },
      end: { line: problem.endLine - 1, character: problem.endColumn - 1 },
    },
    severity: DiagnosticSeverity.Error,
    source,
    message: problem.message,
  };
}

function named(code: string): Pick<Diagnostic, 'source' | 'code' | 'codeDescription'> {
  return code === moreCode ? { source } : { source, code, codeDescription: { href: pageOf(code) } };
}

function rangeOf(line: number, start: number, end: number): Diagnostic['range'] {
  return { start: { line, character: start }, end: { line, character: end } };
}

import { pageOf, type Rule, rules, type Severity } from '../../language/index.ts';
import type { FileReport, ProblemReport, RelatedReport } from '../../workspace/report.ts';
import { uriOf } from '../paths.ts';
import { type CheckReport, toJson } from './report.ts';

/**
 * SARIF 2.1.0, for code scanning services and editors:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function* sarifReport(report: CheckReport): Iterable<string> {
  const found = new Set(report.files.flatMap((file) => Object.keys(file.counts)));
  const listed = rules.filter((rule) => found.has(rule.code));
  const indexes = new Map(listed.map((rule, index) => [rule.code, index]));
  const head = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
  };
  const run = {
    tool: {
      driver: {
        name: 'Tuneset',
        semanticVersion: report.version,
        rules: listed.map(ruleEntry),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report)],
  };
  yield `${toJson(head).slice(0, -1)},"runs":[${toJson(run).slice(0, -1)},"results":[`;
  let separator = '\n';
  for (const file of report.files) {
    for (const result of results(file, indexes, report.cwd)) {
      yield separator + toJson(result);
      separator = ',\n';
    }
  }
  yield '\n]}]}\n';
}

function ruleEntry(rule: Rule): object {
  return {
    id: rule.code,
    name: rule.code,
    shortDescription: { text: rule.title },
    helpUri: pageOf(rule.code),
    // A rule that is off by default is listed only where somebody turned it on.
    defaultConfiguration: rule.severity === 'off' ? { enabled: false } : { level: levels[rule.severity] },
  };
}

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

function invocation({ unreadable, cwd }: CheckReport): object {
  return {
    executionSuccessful: unreadable.length === 0,
    toolExecutionNotifications: unreadable.map(({ path, message }) => ({
      level: 'error',
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path, cwd) } } }],
    })),
  };
}

function* results(file: FileReport, indexes: ReadonlyMap<string, number>, cwd: string): Iterable<object> {
  const seen = new Map<string, number>();
  for (const problem of file.problems) {
    const fingerprint = problem.fingerprint ?? '';
    // The same problem twice in one row, or in two rows of the same text: told apart by their order.
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    yield {
      ruleId: problem.code,
      ruleIndex: indexes.get(problem.code),
      level: levels[problem.severity],
      message: { text: problem.message },
      locations: [location(file.path, problem, cwd)],
      ...(problem.related.length > 0 && {
        relatedLocations: problem.related.map((related, id) => relatedLocation(related, id, cwd)),
      }),
      partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${count}` },
    };
  }
}

function location(path: string, { line, column, endLine, endColumn }: ProblemReport, cwd: string): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path, cwd) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

function relatedLocation(
  { path, line, column, endColumn, message }: RelatedReport,
  id: number,
  cwd: string,
): object {
  return {
    id,
    physicalLocation: {
      artifactLocation: { uri: uriOf(path, cwd) },
      region: { startLine: line, startColumn: column, endLine: line, endColumn },
    },
    message: { text: message },
  };
}

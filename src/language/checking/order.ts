import { locatorOf } from '../document/locate.ts';
import type { Place, Span } from '../document/place.ts';
import type { RowHandle } from '../document/row.ts';
import { type Problem, type Severity, severities } from '../rules/problem.ts';

export interface Located {
  readonly problem: Problem;
  readonly span: Span;
}

/** Problems as a file has them, top to bottom and left to right, each with its columns. */
export function inFileOrder(problems: readonly Problem[]): Located[] {
  // A row is parsed once for all of its problems: a large one may have thousands.
  const locators = new Map<RowHandle, (place: Place) => Span>();
  const spanOf = ({ row, place }: Problem): Span => {
    let locator = locators.get(row);
    if (locator === undefined) {
      locator = locatorOf(row.text);
      locators.set(row, locator);
    }
    return locator(place);
  };
  return problems
    .map((problem) => ({ problem, span: spanOf(problem) }))
    .sort(
      (a, b) =>
        a.problem.row.line - b.problem.row.line ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end ||
        rank(a.problem.severity) - rank(b.problem.severity) ||
        compare(a.problem.code, b.problem.code),
    );
}

/** The worst `maximum` problems: by severity, then by line. All of them where there are no more. */
export function worst(problems: readonly Problem[], maximum: number): readonly Problem[] {
  if (problems.length <= maximum) {
    return problems;
  }
  const chosen: Problem[] = [];
  for (const severity of severities) {
    const level = problems.filter((problem) => problem.severity === severity);
    const room = maximum - chosen.length;
    if (level.length > room) {
      level.sort((a, b) => a.row.line - b.row.line || compare(a.code, b.code));
    }
    chosen.push(...level.slice(0, room));
    if (chosen.length >= maximum) {
      break;
    }
  }
  return chosen;
}

export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** By code unit, whatever the machine's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import { type Dataset, isFinalLine } from '../checking/dataset.ts';
import { rank } from '../checking/order.ts';
import type { DatasetRow } from '../checking/row.ts';
import type { Position } from '../document/lines.ts';
import { treeOf } from '../document/locate.ts';
import type { Span } from '../document/place.ts';
import { roleOf } from '../formats/read.ts';
import { messageOf, type Problem } from '../rules/problem.ts';
import { containerAt } from './container.ts';
import { describeRow, formatOf } from './describe-row.ts';
import { helpOnKey, helpOnRole } from './key-help.ts';
import { codeSpan, escapeMarkdown } from './markdown.ts';
import { shownRange, spanFinder } from './ranges.ts';
import type { Range } from './types.ts';

export interface HoverOptions {
  /** The address of a rule's page. */
  readonly ruleUrl: (code: string) => string;
  /** Whether the problems at the position are told; an editor that shows them by itself may leave them out. */
  readonly problems?: boolean;
}

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Problems that one hover tells. */
const mostProblems = 10;

/** What the row under the pointer is, what is wrong at this place, and what the key or role under it means. */
export function hover(dataset: Dataset, position: Position, options: HoverOptions): Hover | undefined {
  const row = dataset.rows[position.line];
  if (row === undefined || position.character > row.text.length || isFinalLine(dataset.rows, position.line)) {
    return undefined;
  }
  const help = helpAt(dataset, row, position.character);
  const problems = options.problems === false ? [] : problemsAt(dataset, row, position.character);
  const span = help?.span ?? problems[0]?.span ?? { start: position.character, end: position.character };
  const parts = [
    ...(help === undefined ? [] : [help.markdown]),
    ...problems.map(({ problem }) => problemLine(problem, options)),
    describeRow(dataset, row),
  ];
  return { range: shownRange(row, span), markdown: parts.join('\n\n') };
}

function problemLine(problem: Problem, { ruleUrl }: HoverOptions): string {
  const message = escapeMarkdown(messageOf(problem));
  return `**${severityNames[problem.severity]}:** ${message} [${problem.code}](${ruleUrl(problem.code)})`;
}

const severityNames = { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Hint' } as const;

function problemsAt(dataset: Dataset, row: DatasetRow, column: number): { problem: Problem; span: Span }[] {
  const find = spanFinder();
  return dataset
    .problems()
    .filter((problem) => problem.row === row)
    .map((problem) => ({ problem, span: find(problem) }))
    .filter(({ span }) => span.start <= column && column <= span.end)
    .sort((a, b) => rank(a.problem.severity) - rank(b.problem.severity))
    .slice(0, mostProblems);
}

/** Help on a known key, or on a role. */
function helpAt(
  dataset: Dataset,
  row: DatasetRow,
  column: number,
): { span: Span; markdown: string } | undefined {
  const tree = treeOf(row.text);
  const node = tree === undefined ? undefined : findNodeAtOffset(tree, column);
  const property = node?.type === 'string' ? node.parent : undefined;
  if (node === undefined || property?.type !== 'property') {
    return undefined;
  }
  const key = String(property.children![0]!.value);
  const span = { start: node.offset, end: node.offset + node.length };
  if (property.children![0] === node) {
    const help = helpOnKey(containerOf(property), key);
    return help === undefined ? undefined : { span, markdown: `${codeSpan(key)}: ${help}` };
  }
  const container = containerOf(property);
  if ((container === 'message' && key === 'role') || (container === 'turn' && key === 'from')) {
    const spelling = String(node.value);
    const roles = formatOf(dataset, row)?.roles ?? {};
    return { span, markdown: `${codeSpan(spelling)}: ${helpOnRole(roleOf(spelling, roles))}` };
  }
  return undefined;
}

function containerOf(property: Node): ReturnType<typeof containerAt> {
  return containerAt(getNodePath(property.parent!));
}

import type { Dataset } from '../checking/dataset.ts';
import { type ByteChange, repairs, safeOnly } from '../checking/fix.ts';
import type { Problem } from '../rules/problem.ts';
import { editsOfColumns, editsOfSplices } from './edits.ts';
import { shownRange, spanFinder } from './ranges.ts';
import type { Range, TextEdit } from './types.ts';

export type CodeActionKind = 'quickfix' | 'source.fixAll.tuneset';

/** What an action that is worked out later is about: all problems of a rule, or every safe fix. */
export type CodeActionData = { readonly code: string } | { readonly safe: true };

export interface CodeAction {
  readonly title: string;
  readonly kind: CodeActionKind;
  /** The rule whose problems it is about. */
  readonly code?: string;
  readonly preferred: boolean;
  /** In the document as it is. Empty where there is something to resolve, or only a command or bytes. */
  readonly edits: readonly TextEdit[];
  /** What only the writer of the file's bytes can do. */
  readonly bytes?: ByteChange;
  readonly command?: { readonly id: string; readonly arguments: readonly string[] };
  /** The edits are worked out when the action is chosen: hand this to `resolveCodeAction`. */
  readonly resolve?: CodeActionData;
}

export interface ResolvedCodeAction {
  readonly edits: readonly TextEdit[];
  readonly bytes: readonly ByteChange[];
}

/** Turns a rule off where the file is configured; its argument is the code. */
export const disableRuleCommand = 'tuneset.disableRule';

/** Problems that one request is answered for: a selection of the whole file is not a question about each of them. */
const mostProblems = 50;

/** What can be done about the problems that touch a range. `only` names kinds, or parents of kinds, that are wanted. */
export function codeActions(dataset: Dataset, range: Range, only?: readonly string[]): CodeAction[] {
  const all = dataset.problems();
  const touching = isWanted('quickfix', only) ? touchingProblems(all, range) : [];
  const safe = isWanted('source.fixAll.tuneset', only) && all.some(safeOnly);
  const codes = [...new Set(touching.map((problem) => problem.code))];
  return [
    ...quickFixes(dataset, touching),
    ...codes.flatMap((code) => fixAllOf(all, code)),
    ...(safe ? [fixAllSafe] : []),
    ...codes.map(disabling),
  ];
}

/** The edits of an action that was left to be worked out. */
export function resolveCodeAction(dataset: Dataset, data: CodeActionData): ResolvedCodeAction {
  const wanted = 'code' in data ? (problem: Problem) => problem.code === data.code : safeOnly;
  const { splices, bytes } = repairs(dataset, wanted);
  return { edits: editsOfSplices(dataset, splices), bytes };
}

const fixAllSafe: CodeAction = {
  title: 'Fix all problems that are safe to fix in this file',
  kind: 'source.fixAll.tuneset',
  preferred: false,
  edits: [],
  resolve: { safe: true },
};

/** A kind is wanted by its own name and by those of its parents: `source` asks for `source.fixAll.tuneset` too. */
function isWanted(kind: CodeActionKind, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((parent) => parent === '' || `${kind}.`.startsWith(`${parent}.`));
}

function touchingProblems(all: readonly Problem[], { start, end }: Range): Problem[] {
  const find = spanFinder();
  const touching: Problem[] = [];
  const onLines = all
    .filter(({ row }) => row.line >= start.line && row.line <= end.line)
    .sort((a, b) => a.row.line - b.row.line);
  for (const problem of onLines) {
    const shown = shownRange(problem.row, find(problem));
    const before = shown.end.line === start.line && shown.end.character < start.character;
    const after = shown.start.line === end.line && shown.start.character > end.character;
    if (!before && !after) {
      touching.push(problem);
    }
    if (touching.length === mostProblems) {
      break;
    }
  }
  return touching;
}

function quickFixes(dataset: Dataset, problems: readonly Problem[]): CodeAction[] {
  const actions: { action: CodeAction; line: number }[] = [];
  for (const problem of problems) {
    const action = quickFix(dataset, problem);
    if (action !== undefined) {
      actions.push({ action, line: problem.row.line });
    }
  }
  return actions.map(({ action, line }) =>
    actions.some((other) => other.line !== line && other.action.title === action.title)
      ? { ...action, title: `${action.title} (row ${line + 1})` }
      : action,
  );
}

function quickFix(dataset: Dataset, { code, fix, row }: Problem): CodeAction | undefined {
  const change = fix?.change(row);
  if (fix === undefined || change === undefined) {
    return undefined;
  }
  const action = {
    title: fix.title,
    kind: 'quickfix',
    code,
    preferred: fix.safety === 'safe',
  } as const;
  if (change.kind === 'bytes') {
    return { ...action, edits: [], bytes: change.how };
  }
  if (change.kind === 'document') {
    // The whole file is written anew: too much work for a menu that only lists what could be done.
    return { ...action, edits: [], resolve: { code } };
  }
  const edits =
    change.kind === 'columns'
      ? editsOfColumns(row.line, row.text, change.edits)
      : change.kind === 'append'
        ? editsOfSplices(dataset, [{ start: dataset.rowCount, removed: 0, inserted: change.lines }])
        : editsOfSplices(dataset, [{ start: row.line, removed: 1, inserted: change.lines }]);
  return edits.length === 0 ? undefined : { ...action, edits };
}

function fixAllOf(all: readonly Problem[], code: string): CodeAction[] {
  const count = all.filter((problem) => problem.code === code && problem.fix !== undefined).length;
  if (count < 2) {
    return [];
  }
  return [
    {
      title: `Fix all ${count} ${code} problems in this file`,
      kind: 'quickfix',
      code,
      preferred: false,
      edits: [],
      resolve: { code },
    },
  ];
}

function disabling(code: string): CodeAction {
  return {
    title: `Turn off ${code} in tuneset.json`,
    kind: 'quickfix',
    code,
    preferred: false,
    edits: [],
    command: { id: disableRuleCommand, arguments: [code] },
  };
}

/** The whole public face of the core: what the language server, the command line and the benchmark build on. */
export { type CheckOptions, Dataset } from './checking/dataset.ts';
export { type ByteChange, type Repairs, repairs, safeOnly } from './checking/fix.ts';
export { inFileOrder, type Located, rank, worst } from './checking/order.ts';
export type { SeveritySetting } from './checking/ruleset.ts';
export { closest } from './closest.ts';
export {
  type Configuration,
  configurationJsonSchema,
  configurationSchema,
  severitiesOf,
  targetsOf,
} from './configuration.ts';
export { catalogue } from './coverage/catalogue.ts';
export { type CoverageEntry, coverageOf } from './coverage/matrix.ts';
export { applyEdits } from './document/apply.ts';
export { type Position, type Splice, spliceOf, splitLines, type TextChange } from './document/lines.ts';
export { locate } from './document/locate.ts';
export type { Place, Span } from './document/place.ts';
export { type FileSignature, plainSignature, signatureOf, signatureOfText } from './document/signature.ts';
export {
  type CodeAction,
  type CodeActionData,
  type CodeActionKind,
  codeActions,
  disableRuleCommand,
  type ResolvedCodeAction,
  resolveCodeAction,
} from './features/code-actions.ts';
export { type CompletionItem, completions } from './features/completion.ts';
export { type EditorProblem, type EditorProblems, editorProblems, moreCode } from './features/diagnostics.ts';
export { editsOfSplices } from './features/edits.ts';
export { type Hover, type HoverOptions, hover } from './features/hover.ts';
export { report } from './features/report.ts';
export { type Status, status } from './features/status.ts';
export { type DocumentSymbol, symbols } from './features/symbols.ts';
export type { Range, TextEdit } from './features/types.ts';
export { formatById } from './formats/all.ts';
export type { FormatId } from './formats/format.ts';
export {
  type Conversion,
  type SourceRow,
  type Touched,
  TrlConverter,
  type TrlRow,
} from './formats/trl-rows.ts';
export {
  addSurveys,
  chooseShape,
  emptySurvey,
  isConversational,
  type ShapeSurvey,
  type TrlLoss,
  type TrlMethod,
  type TrlShape,
} from './formats/trl-shape.ts';
export { rules } from './rules/all.ts';
export { pageOf } from './rules/page.ts';
export { type Fix, messageOf, type Problem, type Severity, severities } from './rules/problem.ts';
export type { Rule } from './rules/rule.ts';
export { isTrainedOn, type Split, splits } from './splits.ts';
export { targetById, targetIds, targets } from './targets/all.ts';
export { converted } from './targets/converted.ts';
export type { Target, TargetId } from './targets/target.ts';
export { type Training, trainingSchema } from './training.ts';

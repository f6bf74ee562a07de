/** The whole public face of the core: what the language server, the command line and the benchmark build on. */
export { type CheckOptions, Dataset } from './checking/dataset.ts';
export { type ByteChange, type Repairs, repairs, safeOnly } from './checking/fix.ts';
export { inFileOrder, type Located, rank, worst } from './checking/order.ts';
export type { SeveritySetting } from './checking/ruleset.ts';
export { closest } from './closest.ts';
export { type Configuration, configurationSchema, targetsOf } from './configuration.ts';
export { catalogue } from './coverage/catalogue.ts';
export { applyEdits } from './document/apply.ts';
export { type Position, type Splice, spliceOf, splitLines, type TextChange } from './document/lines.ts';
export { locate } from './document/locate.ts';
export type { Place, Span } from './document/place.ts';
export {
  type FileSignature,
  plainSignature,
  signatureOf,
  signatureOfText,
} from './document/signature.ts';
export { rules } from './rules/all.ts';
export { type Fix, messageOf, type Problem, type Severity, severities } from './rules/problem.ts';
export { targetById, targetIds, targets } from './targets/all.ts';
export type { Target, TargetId } from './targets/target.ts';

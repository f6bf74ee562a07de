/**
 * The step that a resumed attempt goes on from: 0 where it begins anew. A checkpoint that isn't known, from a ledger
 * that lost a line, tells it by its name, `checkpoint-120`.
 */
export function stepOfCheckpoint(
  resumeFrom: string | undefined,
  checkpoints: readonly { readonly step: number; readonly path: string }[],
): number {
  if (resumeFrom === undefined) {
    return 0;
  }
  const known = checkpoints.findLast(({ path }) => path === resumeFrom);
  return known?.step ?? Number(/checkpoint[-_](\d{1,12})\/?$/.exec(resumeFrom)?.[1] ?? 0);
}

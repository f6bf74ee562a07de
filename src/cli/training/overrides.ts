import { closest } from '../../language/index.ts';
import type { PreflightReport } from '../../runs/preflight-report.ts';
import { printable } from '../../workspace/printable.ts';
import { WrongUse } from '../io.ts';
import { list } from '../report/words.ts';

/** Refuses names that no check of the preflight has: a typing error must not look as if it had overridden something. */
export function requireKnown(overridden: readonly string[], { items }: PreflightReport): void {
  const known = items.map(({ name }) => name);
  for (const name of overridden) {
    if (!known.includes(name)) {
      const near = closest(name, known);
      const hint = near === undefined ? `There are ${list(known)}.` : `Did you mean "${near}"?`;
      throw new WrongUse(`--override: preflight has no check "${printable(name)}". ${hint}`);
    }
  }
}

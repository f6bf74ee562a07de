/** How many colours there are before they repeat; see `theme.ts` for what they look like. */
export const colourCount = 12;

/**
 * A colour for each run: the one it had, as long as it is known, else the first that no other has. So a run keeps its
 * colour when others come and go.
 */
export function assignColours(
  ids: readonly string[],
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const colours: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const id of ids) {
    if (Object.hasOwn(before, id)) {
      colours[id] = before[id]!;
    }
  }
  for (const id of ids) {
    if (!Object.hasOwn(colours, id)) {
      colours[id] = freeColour(Object.values(colours));
    }
  }
  return colours;
}

/** The one that is used least, and of those the first. */
function freeColour(used: readonly number[]): number {
  const uses = Array.from(
    { length: colourCount },
    (_, colour) => used.filter((other) => other === colour).length,
  );
  return uses.indexOf(Math.min(...uses));
}

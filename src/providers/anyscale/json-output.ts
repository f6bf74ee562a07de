/**
 * The JSON that a program printed, though warnings may stand before it and notices after it. Undefined where there is
 * none. What is looked for begins at the start of a line.
 */
export function jsonIn(output: string): unknown {
  for (const { index } of output.matchAll(/^[ \t]*[{[]/gm)) {
    const rest = output.slice(index);
    for (const end of [rest.length, rest.lastIndexOf('}') + 1, rest.lastIndexOf(']') + 1]) {
      const value = parse(rest.slice(0, end));
      if (value !== undefined) {
        return value;
      }
    }
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/language/document/json.ts';
import type { Path } from '../../../src/language/document/place.ts';

const texts = fc.oneof(
  fc.string({ maxLength: 8, unit: 'grapheme' }),
  fc.constantFrom('a"b\\c', '\n\t', '👋', '{"a":1}', '": ,', '\u2028', '\ud800'),
);

const tree = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.oneof(texts, fc.constantFrom('role', 'a', 'constructor')), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));

/** Objects with values of every kind, awkward texts among them. */
export const jsonObject = tree.object;

/** An object as a row writes it: compact, spaced as Python does, or spaced at random. */
export const rowText = fc
  .tuple(jsonObject, fc.constantFrom('compact', 'spaced', 'loose', 'ascii'))
  .map(([object, style]) => ({ object, text: write(object, style) }));

function write(value: Json, style: string): string {
  switch (style) {
    case 'spaced':
      return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
    case 'loose':
      return ` ${JSON.stringify(value, null, 3).replaceAll('\n', '\t')}  `;
    case 'ascii':
      return JSON.stringify(value).replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    default:
      return JSON.stringify(value);
  }
}

/** All paths that lead to a value, the root's own first. */
export function pathsOf(value: Json, path: Path = []): Path[] {
  const steps = Array.isArray(value)
    ? [...value.keys()]
    : typeof value === 'object' && value !== null
      ? Object.keys(value)
      : [];
  return [
    path,
    ...steps.flatMap((step) => pathsOf((value as Record<string, Json>)[step as string]!, [...path, step])),
  ];
}

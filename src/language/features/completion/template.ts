import type { Json } from '../../document/json.ts';

/** A text with places to be filled in; a place may have a list to choose from. */
export type Template = readonly (string | Hole)[];

export interface Hole {
  readonly choices: readonly string[];
}

export const hole: Hole = { choices: [] };

/** How a row spaces its JSON: `json.dumps` of Python puts a space after colon and comma, `JSON.stringify` none. */
export interface Style {
  readonly colon: string;
  readonly comma: string;
}

export function styleOf(text: string): Style {
  return { colon: /":\s/.test(text) ? ': ' : ':', comma: /,\s"/.test(text) ? ', ' : ',' };
}

/** In values that are written as templates this stands for a place to be filled in: a private use character. */
export const holeMark = '\ue000';

/** A value as a template, with a place wherever its texts hold the mark. */
export function templateOf(value: Json, style: Style): Template {
  return write(value, style)
    .split(holeMark)
    .flatMap((piece, index) => (index === 0 ? [piece] : [hole, piece]));
}

/** Text of the data that goes into a template: it can't open a place of its own. */
export function withoutMark(text: string): string {
  return text.replaceAll(holeMark, '');
}

export function write(value: Json, style: Style): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, style)).join(style.comma)}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const properties = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}${style.colon}${write(item, style)}`,
    );
    return `{${properties.join(style.comma)}}`;
  }
  return JSON.stringify(value);
}

/** In the snippet syntax of the language server protocol. */
export function snippetOf(template: Template): string {
  let number = 0;
  return template
    .map((piece) => {
      if (typeof piece === 'string') {
        return piece.replace(/[\\$}]/g, '\\$&');
      }
      number++;
      const choices = piece.choices.map((choice) => choice.replace(/[\\,|$}]/g, '\\$&'));
      return choices.length === 0 ? `$${number}` : `\${${number}|${choices.join(',')}|}`;
    })
    .join('');
}

/** As plain text: the first choice, or nothing yet. */
export function plainOf(template: Template): string {
  return template.map((piece) => (typeof piece === 'string' ? piece : (piece.choices[0] ?? ''))).join('');
}

export function hasHoles(template: Template): boolean {
  return template.some((piece) => typeof piece !== 'string');
}

/** The template as it stands inside a JSON string. */
export function insideString(template: Template): Template {
  const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
  return template.map((piece) =>
    typeof piece === 'string' ? escaped(piece) : { choices: piece.choices.map(escaped) },
  );
}

import { styleText } from 'node:util';
import type { Severity } from '../../language/index.ts';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green';

/** Colours text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const severityColors: Record<Severity, Style> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
  hint: 'cyan',
};

export function paintFor(colors: boolean): Paint {
  // Whether the output takes colours was settled before: not from the stream that styleText would look at.
  return colors ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

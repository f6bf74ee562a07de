/** The colours of the editor's theme, as a canvas needs them: it knows no CSS variables. */

/**
 * VS Code's orange for charts is that of search results: translucent, and none in high contrast (1.139, minimap.ts), where
 * it lies between red and yellow.
 */
const orange =
  'rgb(from var(--vscode-charts-orange, color-mix(in srgb, var(--vscode-charts-red), var(--vscode-charts-yellow))) r g b / 1)';
const chart = (name: string) => `var(--vscode-charts-${name})`;
const chartColours = [chart('blue'), orange, chart('green'), chart('purple'), chart('red'), chart('yellow')];

/** Theme colours for runs; behind the sixth the same again, drawn towards the text's colour. See `colourCount`. */
const runColours = [
  ...chartColours,
  ...chartColours.map((colour) => `color-mix(in srgb, ${colour} 55%, var(--vscode-foreground))`),
];

export interface Palette {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  readonly font: string;
  /** By a run's number of colour: the colour, and a faint one for what is drawn behind. */
  readonly runs: readonly { readonly solid: string; readonly faint: string }[];
}

/** The CSS of a run's colour, for elements. */
export function runColour(colour: number): string {
  return runColours[colour % runColours.length]!;
}

export function readPalette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolve = (colour: string) => {
    probe.style.color = '';
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const palette = {
    text: resolve('var(--vscode-descriptionForeground, var(--vscode-foreground))'),
    grid: resolve('color-mix(in srgb, var(--vscode-foreground) 13%, transparent)'),
    background: resolve('var(--vscode-editor-background)'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    runs: runColours.map((colour) => ({
      solid: resolve(colour),
      faint: resolve(`color-mix(in srgb, ${colour} 28%, transparent)`),
    })),
  };
  probe.remove();
  return palette;
}

/** Told after the theme changed: VS Code then writes the variables anew on the root and the theme's kind on the body. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(() => listener());
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}

import { type Attributes, setAttributes } from './dom.ts';

/** Line drawings on 16 × 16, in the manner of VS Code's own icons; drawn here, so that no font has to be loaded. */
const drawings = {
  pass: ['M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M5 8.2l2.1 2.1L11 6.2'],
  error: ['M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6'],
  cancelled: ['M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M3.4 12.6l9.2-9.2'],
  question: [
    'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
    'M6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.4M8 11v.6',
  ],
  clock: ['M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M8 4.2V8l2.6 1.6'],
  warning: ['M8 1.8l6.6 12H1.4z', 'M8 6v4M8 11.6v.7'],
  info: ['M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M8 7.2v4M8 4.7v.7'],
  busy: ['M8 1.5a6.5 6.5 0 1 1-6.5 6.5'],
  stop: ['M3.5 3.5h9v9h-9z'],
  play: ['M4.5 2.5v11l8.5-5.5z'],
  rerun: ['M13 8a5 5 0 1 1-1.6-3.7', 'M11.8 1.6v3h-3'],
  log: ['M2.5 2.5h11v11h-11z', 'M5 5.5h6M5 8h6M5 10.5h4'],
  folder: ['M1.5 12.5v-9h4.6l1.4 1.6h7v7.4z'],
  copy: ['M5.5 5.5h8v8h-8z', 'M3 10.5h-.5v-8h8V3'],
  up: ['M3.5 9.8L8 5.3l4.5 4.5'],
  down: ['M3.5 6.2L8 10.7l4.5-4.5'],
  end: ['M8 2v8.5M4.2 7L8 10.8 11.8 7M3 13.5h10'],
  checkpoint: ['M8 2.8L13.2 8 8 13.2 2.8 8z'],
  package: ['M8 1.8l5.8 3v6.4L8 14.2l-5.8-3V4.8z', 'M2.2 4.8L8 7.8l5.8-3M8 7.8v6.4'],
  goTo: ['M9 2.5h4.5V7', 'M13.3 2.7L7.5 8.5M6.5 3.5h-4v10h10v-4'],
  zoomOut: ['M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4'],
} satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof drawings;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Decoration, hidden from screen readers: what it means stands beside it, or in its button's label. */
export function icon(name: IconName, attributes: Attributes = {}): SVGSVGElement {
  const image = document.createElementNS(svgNamespace, 'svg');
  image.setAttribute('viewBox', '0 0 16 16');
  image.setAttribute('width', '16');
  image.setAttribute('height', '16');
  image.setAttribute('aria-hidden', 'true');
  setAttributes(image, { ...attributes, class: `icon ${attributes.class ?? ''}`.trimEnd() });
  for (const path of drawings[name]) {
    image.append(line(path));
  }
  return image;
}

/** How a curve is drawn, for a legend: a piece of line, whole or dashed, in the current colour. */
export function lineSample(dashed: boolean): SVGSVGElement {
  const image = document.createElementNS(svgNamespace, 'svg');
  image.setAttribute('viewBox', '0 0 18 8');
  image.setAttribute('width', '18');
  image.setAttribute('height', '8');
  image.setAttribute('aria-hidden', 'true');
  image.setAttribute('class', 'line-sample');
  const path = line('M0 4h18');
  path.setAttribute('stroke-width', '2');
  if (dashed) {
    path.setAttribute('stroke-dasharray', '5 3');
  }
  image.append(path);
  return image;
}

function line(d: string): SVGPathElement {
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', d);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '1.1');
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  return path;
}

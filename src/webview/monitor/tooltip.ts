import { h } from '../dom.ts';
import { icon, lineSample } from '../icons.ts';
import { runColour } from '../theme.ts';
import type { AxisKind } from './axis.ts';
import { formatCount, formatDuration, formatValue } from './format.ts';
import type { Point, Reading, ReadPlot } from './reading.ts';
import { strings } from './strings.ts';

/** Where on the axis something was read, in words. */
export function placeText({ step, x }: ReadPlot, axis: AxisKind): string {
  if (axis === 'time') {
    return strings.atTime(formatDuration(x));
  }
  if (axis === 'epoch') {
    return strings.atEpoch(x.toFixed(2));
  }
  return strings.atStep(formatCount(step ?? x));
}

/** The values of all runs at a place, as a table. */
export function readingTable(read: ReadPlot, axis: AxisKind): Node[] {
  const has = (key: 'training' | 'smoothed' | 'validation') =>
    read.readings.some((reading) => reading[key] !== undefined);
  const columns = [
    ...(has('training') ? [{ title: strings.training, cell: trainingCell }] : []),
    ...(has('smoothed') ? [{ title: strings.smoothed, cell: smoothedCell }] : []),
    ...(has('validation') ? [{ title: strings.validation, cell: validationCell }] : []),
  ];
  const place = { axis, step: read.step };
  const table = h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, placeText(read, axis)),
        ...columns.map(({ title }) => h('th', { scope: 'col' }, title)),
      ),
    ),
    h(
      'tbody',
      {},
      ...read.readings.map((reading) =>
        h(
          'tr',
          { 'data-run': reading.id },
          h('th', { scope: 'row' }, swatch(reading.colour), h('span', { class: 'run-name' }, reading.name)),
          ...columns.map(({ cell }) => h('td', {}, ...cell(reading, place))),
        ),
      ),
    ),
  );
  const checkpoints = read.checkpoints.map(({ step }) =>
    h('div', { class: 'tooltip-note' }, icon('checkpoint'), strings.checkpointAt(formatCount(step))),
  );
  return [table, ...checkpoints];
}

/** The same for a screen reader: one sentence a run. */
export function readingText(read: ReadPlot, axis: AxisKind): string {
  const values = read.readings.map(({ name, training, validation }) => {
    const parts = [
      training && `${strings.training} ${valueText(training.value)}`,
      validation && `${strings.validation} ${valueText(validation.value)}`,
    ].filter((part) => part !== undefined);
    return `${name}: ${parts.join(', ') || strings.noValue}`;
  });
  return `${placeText(read, axis)}. ${values.join('. ')}`;
}

interface Place {
  readonly axis: AxisKind;
  readonly step: number | undefined;
}

function trainingCell({ training }: Reading, place: Place): (Node | string)[] {
  return pointCell(training, place);
}

function smoothedCell({ smoothed }: Reading): (Node | string)[] {
  return [smoothed === undefined ? strings.noValue : formatValue(smoothed)];
}

function validationCell({ validation }: Reading, place: Place): (Node | string)[] {
  return pointCell(validation, place);
}

/** A value, and its step where that isn't the one that the table is about. */
function pointCell(point: Point | undefined, { axis, step }: Place): (Node | string)[] {
  if (!point) {
    return [strings.noValue];
  }
  const elsewhere = axis !== 'step' || point.step !== step;
  return [
    valueText(point.value),
    ...(elsewhere ? [h('span', { class: 'other-step' }, strings.otherStep(formatCount(point.step)))] : []),
  ];
}

function valueText(value: number | null): string {
  return value === null ? strings.notFinite : formatValue(value);
}

export function swatch(colour: number, dashed = false): SVGSVGElement {
  const sample = lineSample(dashed);
  sample.style.color = runColour(colour);
  return sample;
}

import type { Estimate } from '../../providers/provider.ts';
import type { Advice } from '../../runs/advice.ts';
import { dollars, durationRange, size } from '../../runs/amounts.ts';
import { blocking, type PreflightItem, type PreflightReport } from '../../runs/preflight-report.ts';
import { parameterAt, valueText, valueTextOf } from './parameters.ts';
import { plain } from './words.ts';

/** The report of a preflight in words: pure, so that what is shown can be tested without an editor. */

const order: readonly PreflightItem['status'][] = ['error', 'warning', 'note', 'ok'];

/** What needs a person first. */
export function sorted(items: readonly PreflightItem[]): readonly PreflightItem[] {
  return [...items].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** "12 min to 20 min · about $3.40 · 1.2 GB of disk" */
export function estimateLine(estimate: Estimate | undefined): string {
  const { seconds, price, diskBytes, memoryBytes } = estimate ?? {};
  return [
    ...(seconds ? [`about ${durationRange(seconds)}`] : []),
    ...(price ? [`about ${dollars(price.amount)}`] : []),
    ...(memoryBytes === undefined ? [] : [`${size(memoryBytes)} of memory`]),
    ...(diskBytes === undefined ? [] : [`${size(diskBytes)} of disk`]),
  ].join(' · ');
}

/** Each figure of an estimate, with its icon. */
export function estimateLines(
  estimate: Estimate | undefined,
): readonly (readonly [icon: string, text: string])[] {
  const { seconds, price, diskBytes, memoryBytes } = estimate ?? {};
  return [
    ...(seconds ? [['watch', `Time: about ${durationRange(seconds)}`] as const] : []),
    ...(price
      ? [['credit-card', `Price: about ${dollars(price.amount)} (${plain(price.basis)})`] as const]
      : []),
    ...(memoryBytes === undefined ? [] : [['chip', `Memory: about ${size(memoryBytes)}`] as const]),
    ...(diskBytes === undefined ? [] : [['database', `Disk: about ${size(diskBytes)}`] as const]),
  ];
}

/** "Epochs: 3 instead of 10", in the words of the settings. */
export function adviceLine({ parameter: path, current, suggested }: Advice): string {
  const parameter = parameterAt(path);
  const text = (value: unknown): string =>
    plain(parameter === undefined ? valueText(value) : valueTextOf(parameter, value), 60);
  return `${parameter?.title ?? path}: ${text(suggested)} instead of ${text(current)}`;
}

/** How many checks stand in the way of a run. */
export function obstacles(report: PreflightReport, overridden: ReadonlySet<string>): number {
  return blocking(report, [...overridden]).length;
}

import { totalmem } from 'node:os';
import type { CheckReport } from '../../providers/provider.ts';

/** What a run would have to work with. */
export interface Machine {
  readonly device: 'gpu' | 'cpu' | 'unknown';
  /** That a run can use: of the GPU, where there is one. */
  readonly memoryBytes: number | undefined;
}

/**
 * What a provider's check found of GPU and memory; on this machine, what its system says where it found nothing. All
 * there is, not what is free at the moment: systems fill memory with what they can let go of.
 */
export function machineOf(report: CheckReport, local: boolean): Machine {
  // A GPU that is there and can't be used comes with a warning.
  const gpu = report.items
    .filter(({ name, status }) => name === 'GPU' && status === 'ok')
    .map(({ found }) => bytesIn(found))
    .find((bytes) => bytes !== undefined);
  if (gpu !== undefined) {
    return { device: 'gpu', memoryBytes: gpu };
  }
  if (!local) {
    return { device: 'unknown', memoryBytes: undefined };
  }
  const found = report.items.find(({ name }) => name === 'Memory')?.found;
  return { device: 'cpu', memoryBytes: (found === undefined ? undefined : bytesIn(found)) ?? totalmem() };
}

const units: Readonly<Record<string, number>> = {
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** A size as people write it: "80 GB", "23.4 GiB free". The first is meant. */
export function bytesIn(text: string): number | undefined {
  const found = /(\d+(?:[.,]\d+)?)\s*([MGT]i?B)\b/i.exec(text);
  return found === null ? undefined : Number(found[1]!.replace(',', '.')) * units[found[2]!.toLowerCase()]!;
}

export function sizeText(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes >= 1
    ? `${gigabytes >= 100 ? Math.round(gigabytes) : gigabytes.toFixed(1)} GB`
    : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}

import { open } from 'node:fs/promises';
import { Dataset, splitLines } from '../../language/index.ts';
import { reasonOf } from '../../workspace/read.ts';
import { PlanError } from './error.ts';

/** What the rows of a file are, as far as its beginning tells. */
export interface Sample {
  readonly kind: 'pairs' | 'conversations' | 'strings' | 'text';
}

const sampleBytes = 1_000_000;
const sampleRows = 64;

/** Looks at the first rows of a file. Throws `PlanError` where it can't be read. */
export async function sampleOf(file: string): Promise<Sample> {
  const lines = splitLines(await beginning(file));
  // The last line may be torn.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(whole.slice(0, sampleRows));
  dataset.work();
  const count = { pairs: 0, conversations: 0, strings: 0, text: 0 };
  for (const { facts } of dataset.rows) {
    if (facts?.example?.kind === 'preference') {
      count.pairs++;
    } else if (facts?.example?.kind === 'text') {
      count.text++;
    } else if (
      facts?.format === 'trl-prompt-completion' &&
      facts.shape?.keys?.get('completion')?.kind === 'string'
    ) {
      count.strings++;
    } else if (facts?.example !== undefined) {
      count.conversations++;
    }
  }
  // The first of equals: a file without a readable row is taken for what most are.
  const [kind] = (['conversations', 'pairs', 'strings', 'text'] as const).toSorted(
    (a, b) => count[b] - count[a],
  );
  return { kind: kind! };
}

async function beginning(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new PlanError(`${file}: ${reasonOf(error)}`);
  }
}

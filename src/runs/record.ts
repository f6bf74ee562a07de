import * as z from 'zod';
import { providerIds } from '../providers/provider.ts';
import { specSchema } from '../providers/spec.ts';

/**
 * `run.json`: what a run was asked to be. Written once, whole and flushed, before anything is started, and never changed:
 * what becomes of the run is in `events.jsonl`. Paths are relative to the run's root, the folder that holds `.tuneset`,
 * with forward slashes.
 */
export const recordSchema = z.object({
  version: z.literal(1),
  /** Sorts by time: `20261124-101502-3fa9`. The name of the run's folder. */
  id: z.string(),
  /** For people; the id where nobody named the run. */
  name: z.string(),
  /** ISO 8601. */
  created: z.string(),
  provider: z.enum(providerIds),
  spec: specSchema,
  dataset: z.object({
    /** SHA-256 over the hashes of all rows that are trained on or watched, in order: equal data, equal fingerprint. */
    fingerprint: z.string(),
    files: z.array(
      z.object({
        path: z.string(),
        split: z.enum(['train', 'validation']),
        rows: z.int(),
        /** Rows that went into the run: the others are named in `leftOut`. */
        used: z.int(),
        sha256: z.string(),
      }),
    ),
    /** Prepared rows and, beside each, where every row came from and its hash. Relative to the run's folder. */
    train: z.object({ rows: z.string(), sources: z.string(), count: z.int() }),
    validation: z.object({ rows: z.string(), sources: z.string(), count: z.int() }).nullable(),
    leftOut: z.array(z.object({ path: z.string(), line: z.int(), reason: z.string() })),
    /** Estimates, of one epoch. */
    tokens: z.object({ total: z.int(), trained: z.int() }),
  }),
  git: z.object({ commit: z.string(), dirty: z.boolean() }).nullable(),
  versions: z.record(z.string(), z.string()),
  estimate: z
    .object({
      seconds: z.object({ low: z.number(), high: z.number() }).optional(),
      price: z.object({ amount: z.number(), currency: z.literal('USD'), basis: z.string() }).optional(),
      diskBytes: z.number().optional(),
      memoryBytes: z.number().optional(),
      notes: z.array(z.string()),
    })
    .nullable(),
  /** Names of preflight checks that found an error and were overridden. */
  overridden: z.array(z.string()),
});
export type RunRecord = z.infer<typeof recordSchema>;

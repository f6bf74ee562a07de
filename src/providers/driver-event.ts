import * as z from 'zod';
import type { Observation } from './observation.ts';

const step = z.int().min(0);
/** Cut rather than refused: how a run ended must not be lost over the length of its reason. */
const text = z.string().transform((whole) => whole.slice(0, 64 * 1024).toWellFormed());
const place = z.string().min(1).max(4096);
const scalar = z.union([z.string().max(4096), z.number(), z.boolean(), z.null()]);
const line = z.object({ path: place, line: z.int().min(1) });

/** The fields of each kind of `Observation`; whatever else an event holds is left behind. */
const seen = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('state'),
    state: z.string().min(1).max(100),
    message: text.exactOptional(),
  }),
  z.object({
    type: z.literal('progress'),
    step,
    steps: step.exactOptional(),
    epoch: z.number().exactOptional(),
  }),
  z.object({
    type: z.literal('metric'),
    step,
    epoch: z.number().exactOptional(),
    values: z.record(z.string().max(200), z.number().nullable()),
  }),
  z.object({ type: z.literal('checkpoint'), step, path: place }),
  z.object({ type: z.literal('checkpoint-removed'), path: place }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warning', 'error']), text }),
  z.object({
    type: z.literal('problem'),
    severity: z.enum(['error', 'warning']),
    message: text,
    advice: text.exactOptional(),
    row: line.exactOptional(),
  }),
  z.object({
    type: z.literal('artifact'),
    kind: z.enum(['adapter', 'model', 'remote-model']),
    location: place,
    files: z
      .array(
        z.object({
          name: place,
          bytes: z.int().min(0),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .exactOptional(),
  }),
  z.object({ type: z.literal('facts'), values: z.record(z.string().max(200), scalar) }),
]);

const envelope = z.object({ n: z.int().min(1), time: z.iso.datetime({ offset: true }) });

/** An event line's JSON, or undefined where it is not what the driver writes. Null stands for a field that is left out. */
export function readDriverEvent(json: string): { n: number; observation: Observation } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const fields = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
  const head = envelope.safeParse(fields);
  const body = seen.safeParse(fields);
  if (!(head.success && body.success)) {
    return undefined;
  }
  return { n: head.data.n, observation: { time: head.data.time, ...body.data } };
}

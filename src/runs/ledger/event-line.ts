import * as z from 'zod';
import type { LedgerEntry, RunEvent } from '../event.ts';

const step = z.int().min(0);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const head = {
  seq: z.int().min(1),
  attempt: z.int().min(0),
  time: z.string(),
  cursor: z.string().exactOptional(),
};

/** What `events.jsonl` may hold, as `RunEvent` says it. Keys that are not known are left behind. */
const schema = z.discriminatedUnion('type', [
  z.object({
    ...head,
    type: z.literal('attempt'),
    token: z.string().min(1),
    resumeFrom: z.string().exactOptional(),
  }),
  z.object({ ...head, type: z.literal('started'), handle: z.record(z.string(), scalar) }),
  z.object({ ...head, type: z.literal('reconciled'), outcome: z.enum(['found', 'absent', 'unknown']) }),
  z.object({ ...head, type: z.literal('cancel-requested') }),
  z.object({
    ...head,
    type: z.literal('state'),
    state: z.string().min(1),
    message: z.string().exactOptional(),
  }),
  z.object({
    ...head,
    type: z.literal('progress'),
    step,
    steps: step.exactOptional(),
    epoch: z.number().exactOptional(),
  }),
  z.object({
    ...head,
    type: z.literal('metric'),
    step,
    epoch: z.number().exactOptional(),
    values: z.record(z.string(), z.number().nullable()),
  }),
  z.object({ ...head, type: z.literal('checkpoint'), step, path: z.string() }),
  z.object({ ...head, type: z.literal('checkpoint-removed'), path: z.string() }),
  z.object({
    ...head,
    type: z.literal('log'),
    level: z.enum(['info', 'warning', 'error']),
    text: z.string(),
  }),
  z.object({
    ...head,
    type: z.literal('problem'),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    advice: z.string().exactOptional(),
    row: z.object({ path: z.string(), line: z.int() }).exactOptional(),
  }),
  z.object({
    ...head,
    type: z.literal('artifact'),
    kind: z.enum(['adapter', 'model', 'remote-model']),
    location: z.string(),
    files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).exactOptional(),
  }),
  z.object({ ...head, type: z.literal('facts'), values: z.record(z.string(), scalar) }),
]);

/** Any event that a newer Tuneset may have come to write. */
const anyEvent = z.object({ ...head, type: z.string() });

export type LineContent =
  | { readonly kind: 'event'; readonly event: RunEvent }
  /** Of a kind that is not known here: no fault, and it has its number. */
  | { readonly kind: 'foreign'; readonly seq: number }
  | { readonly kind: 'garbage' };

export function readLine(line: string): LineContent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'garbage' };
  }
  const event = schema.safeParse(value);
  if (event.success) {
    return { kind: 'event', event: event.data };
  }
  const other = anyEvent.safeParse(value);
  return other.success && !knownTypes.has(other.data.type)
    ? { kind: 'foreign', seq: other.data.seq }
    : { kind: 'garbage' };
}

const knownTypes: ReadonlySet<string> = new Set(schema.options.map((option) => option.shape.type.value));

/** A line with its end, as `readLine` takes it: what a provider says that no line can hold becomes a log of it. */
export function lineOf(event: RunEvent): { readonly event: RunEvent; readonly line: string } {
  const line = JSON.stringify(event);
  const back = readLine(line);
  if (back.kind === 'event') {
    return { event: back.event, line: `${line}\n` };
  }
  const { seq, attempt, time } = event;
  const cursor = (event as { cursor?: unknown }).cursor;
  const instead: RunEvent = {
    seq,
    attempt,
    type: 'log',
    time: typeof time === 'string' ? time : new Date(0).toISOString(),
    ...(typeof cursor === 'string' ? { cursor } : {}),
    level: 'warning',
    text: `The provider told something that Tuneset doesn't understand: ${line.slice(0, 2000).toWellFormed()}`,
  };
  return { event: instead, line: `${JSON.stringify(instead)}\n` };
}

/** Events after which nobody may be told anything, or start anything, before they are safe on the disk. */
export function mustFlush(entry: LedgerEntry | { readonly type: string }): boolean {
  return flushed.has(entry.type);
}

const flushed: ReadonlySet<string> = new Set([
  'attempt',
  'started',
  'reconciled',
  'cancel-requested',
  'state',
  'artifact',
  'checkpoint',
]);

import * as z from 'zod';

/** What `GET /api/jobs/<id>` says that we look at; Ray 2.58. Words that a later Ray brings are taken as they are. */
export const jobDetails = z.object({
  submission_id: z.string().nullish(),
  status: z.string(),
  message: z.string().nullish(),
  error_type: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  driver_exit_code: z.number().nullish(),
});
export type JobDetails = z.infer<typeof jobDetails>;

export const version = z.object({ ray_version: z.string() });

export const logs = z.object({ logs: z.string() });

export const stopped = z.object({ stopped: z.boolean() });

/** `GET /nodes?view=summary`: the dashboard's own, so all of it may change. */
export const nodeSummary = z.object({
  data: z.object({
    summary: z.array(
      z.object({
        raylet: z.object({
          state: z.string(),
          isHeadNode: z.boolean().optional(),
          resourcesTotal: z.record(z.string(), z.number()).optional(),
        }),
      }),
    ),
  }),
});

export interface ClusterNodes {
  readonly count: number;
  readonly cpus: number;
  readonly gpus: number;
}

/** What the living nodes have together; undefined where it can't be read. */
export function nodesOf(value: unknown): ClusterNodes | undefined {
  const parsed = nodeSummary.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const alive = parsed.data.data.summary.filter(({ raylet }) => raylet.state === 'ALIVE');
  const sum = (resource: string): number =>
    alive.reduce((total, { raylet }) => total + (raylet.resourcesTotal?.[resource] ?? 0), 0);
  return { count: alive.length, cpus: sum('CPU'), gpus: sum('GPU') };
}

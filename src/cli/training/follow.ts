import { isFinal } from '../../providers/observation.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { exitCodes, type Io } from '../io.ts';
import type { Runs } from './port.ts';
import type { RunReporter } from './run-reporter.ts';

/**
 * What Ctrl+C means while a run is followed: `stop` asks the run to end at first, and the second time leaves it to itself;
 * `leave` does that at once; `stopping` is `stop` after the first time.
 */
export type OnInterrupt = 'stop' | 'stopping' | 'leave';

/**
 * Tells of a run from its beginning until it is over, and gives how it stands then; undefined where the person left it to
 * itself, and it goes on.
 */
export async function followRun(
  runs: Runs,
  id: string,
  reporter: RunReporter,
  io: Io,
  onInterrupt: OnInterrupt,
): Promise<RunSummary | undefined> {
  const leaving = new AbortController();
  let asked = onInterrupt !== 'stop';
  const stopListening = io.onInterrupt(() => {
    if (asked) {
      leaving.abort();
      // Whoever is still not served by this can end the process as any other.
      stopListening();
    } else {
      asked = true;
      void stop(runs, id, reporter);
    }
  });
  try {
    if (onInterrupt === 'stopping') {
      await stop(runs, id, reporter);
    }
    await tell(runs, id, reporter, leaving.signal);
  } finally {
    stopListening();
  }
  const run = leaving.signal.aborted ? undefined : runs.get(id);
  await reporter.end(run);
  if (run === undefined) {
    await reporter.note(leftText(id));
  }
  return run;
}

async function tell(runs: Runs, id: string, reporter: RunReporter, signal: AbortSignal): Promise<void> {
  try {
    for await (const event of runs.follow(id, signal)) {
      await reporter.event(event, runs.get(id));
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

async function stop(runs: Runs, id: string, reporter: RunReporter): Promise<void> {
  await reporter.note(
    'The run was asked to stop with a checkpoint. Ctrl+C again leaves it to itself and returns.',
  );
  try {
    await runs.cancel(id);
  } catch (error) {
    await reporter.note(`It could not be asked to stop: ${error instanceof Error ? error.message : error}`);
  }
}

export function leftText(id: string): string {
  return `The run goes on by itself. \`tuneset runs follow ${id}\` shows it, \`tuneset runs cancel ${id}\` ends it.`;
}

/** Whether the run gave what was asked for. */
export function exitCodeOf(run: RunSummary | undefined): number {
  return run?.state === 'succeeded' ? exitCodes.clean : exitCodes.problems;
}

/** Whether a run that was just started is one: a provider that refuses it ends it at once. */
export function goesOn(runs: Runs, id: string): boolean {
  const run = runs.get(id);
  return run !== undefined && !isFinal(run.state);
}

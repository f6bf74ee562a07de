import type { RunEvent } from '../../runs/event.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { printable } from '../../workspace/printable.ts';
import type { Io } from '../io.ts';
import type { Runs } from './port.ts';

/** Prints what a run's trainer wrote, line by line; where asked to, until the run is over or the person goes. */
export async function printLog(runs: Runs, run: RunSummary, follow: boolean, io: Io): Promise<void> {
  if (!follow) {
    const events = await runs.events(run.id);
    for (const event of events) {
      await print(event, io);
    }
    if (!events.some(({ type }) => type === 'log')) {
      await io.stderr.write('There is nothing in the log but what `tuneset runs follow` shows.\n');
    }
    return;
  }
  const leaving = new AbortController();
  const stopListening = io.onInterrupt(() => leaving.abort());
  try {
    for await (const event of runs.follow(run.id, leaving.signal)) {
      await print(event, io);
    }
  } catch (error) {
    if (!leaving.signal.aborted) {
      throw error;
    }
  } finally {
    stopListening();
  }
}

async function print(event: RunEvent, io: Io): Promise<void> {
  if (event.type === 'log') {
    // Tabs are in the tables that libraries print, and move nothing but the cursor to the right.
    await io.stdout.write(`${event.text.split('\t').map(printable).join('\t')}\n`);
  }
}

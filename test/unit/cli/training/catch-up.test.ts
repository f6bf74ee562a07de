import { expect, test } from 'vitest';
import { catchUp } from '../../../../src/cli/training/catch-up.ts';
import type { Runs } from '../../../../src/cli/training/port.ts';
import type { RunSummary } from '../../../../src/runs/summary.ts';
import { summaryWith } from './fakes.ts';

/** Runs that change when they are told to. */
function changing(first: RunSummary) {
  let run = first;
  const listeners = new Set<(ids: readonly string[]) => void>();
  const runs = {
    list: () => [run],
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Runs;
  const become = (over: Partial<RunSummary>): void => {
    run = { ...run, ...over };
    for (const listener of [...listeners]) {
      listener([run.id]);
    }
  };
  return { runs, become, listeners };
}

const never = { quiet: 1_000_000, most: 1_000_000 };

test.each([
  ['over', { state: 'succeeded', followed: 'here' as const }],
  ['followed by another process', { followed: 'elsewhere' as const }],
  ['followed by none', { followed: 'no' as const }],
])('a run that is %s is not waited for', async (_, over) => {
  await catchUp(changing(summaryWith(over)).runs, never);
});

test('a run that was taken up is waited for until it is over', async () => {
  const { runs, become, listeners } = changing(summaryWith({ followed: 'here' }));
  let caughtUp = false;
  const waiting = catchUp(runs, never).then(() => {
    caughtUp = true;
  });
  become({ step: 3 });
  await Promise.resolve();
  expect(caughtUp).toBe(false);
  become({ state: 'succeeded' });
  await waiting;
  expect(listeners.size).toBe(0);
});

test('or until there is no more news, or until it has been long enough', async () => {
  const running = summaryWith({ followed: 'here' });
  const silent = changing(running);
  await catchUp(silent.runs, { ...never, quiet: 1 });
  expect(silent.listeners.size).toBe(0);
  const endless = changing(running);
  const talking = setInterval(() => endless.become({}), 1);
  await catchUp(endless.runs, { ...never, most: 20 });
  clearInterval(talking);
  expect(endless.listeners.size).toBe(0);
});

import { expect, test, vi } from 'vitest';
import { RunFeed } from '../../../../src/editor/training/run-feed.ts';
import type { Training } from '../../../../src/editor/training/training.ts';
import type { RunEvent } from '../../../../src/runs/event.ts';
import type { RunSummary } from '../../../../src/runs/summary.ts';
import type { ToMonitor } from '../../../../src/webview/protocol.ts';
import { summary } from './support/summary.ts';

/** Runs whose events a test says one by one. */
class FakeRuns {
  run: RunSummary = summary();
  events: RunEvent[] = [];
  readonly follows: number[] = [];
  #wake = Promise.withResolvers<void>();

  readonly training = {
    get: () => ({ run: this.run, service: { follow: this.#follow.bind(this) } }),
    log: { error: vi.fn() },
  } as unknown as Training;

  say(...events: readonly Record<string, unknown>[]): void {
    for (const event of events) {
      this.events.push({
        seq: this.events.length + 1,
        attempt: 1,
        time: '2026-11-24T10:00:00.000Z',
        ...event,
      } as RunEvent);
    }
    this.wake();
  }

  wake(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  async *#follow(_: string, signal: AbortSignal, after: number): AsyncGenerator<RunEvent> {
    this.follows.push(after);
    let next = after;
    while (!signal.aborted) {
      const { promise } = this.#wake;
      for (const event of this.events.slice(next)) {
        next = event.seq;
        yield event;
      }
      if (this.run.state === 'succeeded') {
        return;
      }
      await promise;
    }
  }
}

function metric(step: number, values: Record<string, number>): Record<string, unknown> {
  return { type: 'metric', step, values };
}

async function started(runs: FakeRuns): Promise<{ feed: RunFeed; news: () => Promise<ToMonitor[]> }> {
  const feed = new RunFeed('x', runs.training, () => {});
  feed.follow();
  return {
    feed,
    news: async () => {
      // All that was said has come through once the loop of the feed had its turns.
      await new Promise(setImmediate);
      return feed.news();
    },
  };
}

test('what there was is sent from the beginning, and then what comes', async () => {
  const runs = new FakeRuns();
  runs.say({ type: 'attempt', token: 't' }, metric(1, { loss: 3 }), metric(2, { loss: 2 }));
  const { news } = await started(runs);
  expect(await news()).toMatchObject([
    { type: 'series', id: 'x', series: { steps: [1, 2], values: { loss: [3, 2] } } },
    { type: 'log', id: 'x', from: 0, lines: [{ text: '[attempt 1]' }] },
  ]);
  expect(await news()).toEqual([]);
  runs.say(metric(2, { eval_loss: 2.5 }), metric(3, { loss: 1 }), { type: 'log', level: 'info', text: 'ok' });
  expect(await news()).toMatchObject([
    // The last step again, with what it has got since.
    { type: 'points', series: { steps: [2, 3], values: { loss: [2, 1], eval_loss: [2.5, null] } } },
    { type: 'log', from: 1, lines: [{ text: 'ok' }] },
  ]);
});

test('a run that goes on from before its end is sent anew', async () => {
  const runs = new FakeRuns();
  runs.say(
    { type: 'attempt', token: 't' },
    metric(1, { loss: 3 }),
    { type: 'checkpoint', step: 1, path: 'output/checkpoint-1' },
    metric(2, { loss: 2 }),
  );
  const { news } = await started(runs);
  await news();
  runs.say({ type: 'attempt', attempt: 2, token: 'u', resumeFrom: 'output/checkpoint-1' });
  expect(await news()).toMatchObject([{ type: 'series', series: { steps: [1] } }, { type: 'log' }]);
  runs.say({ ...metric(2, { loss: 1.9 }), attempt: 2 });
  expect(await news()).toMatchObject([
    { type: 'points', series: { steps: [1, 2], values: { loss: [3, 1.9] } } },
  ]);
});

test('a run that is over is read once, and again from there when it is resumed', async () => {
  const runs = new FakeRuns();
  runs.run = summary({ state: 'succeeded' });
  runs.say({ type: 'attempt', token: 't' }, metric(1, { loss: 3 }));
  const { feed, news } = await started(runs);
  await news();
  feed.follow();
  expect(runs.follows).toEqual([0]);
  runs.run = summary({ state: 'running' });
  feed.follow();
  feed.follow();
  expect(runs.follows).toEqual([0, 2]);
  feed.stop();
  runs.wake();
});

test('of a log without end the last lines are sent', async () => {
  const runs = new FakeRuns();
  runs.say(
    ...Array.from({ length: 20_003 }, (_, index) => ({ type: 'log', level: 'info', text: `line ${index}` })),
  );
  const { news } = await started(runs);
  const [log] = await news();
  expect(log).toMatchObject({ type: 'log', from: 3 });
  expect(log?.type === 'log' && log.lines.length).toBe(20_000);
});

import { expect, test } from 'vitest';
import { Scheduler, type Work } from '../../../src/server/scheduler.ts';

/** Work of so many steps, of which each slice does one. */
class Steps implements Work {
  readonly name: string;
  readonly dataset;
  left: number;

  constructor(name: string, left: number, fail: (left: number) => boolean = () => false) {
    this.name = name;
    this.left = left;
    const steps = this;
    this.dataset = {
      get pending() {
        return steps.left;
      },
      work() {
        steps.left--;
        if (fail(steps.left)) {
          throw new Error(`at ${steps.left}`);
        }
        return steps.left === 0;
      },
    };
  }
}

function schedule(): { scheduler: Scheduler<Steps>; events: string[] } {
  const events: string[] = [];
  const scheduler = new Scheduler<Steps>({
    progressed: ({ name, left }) => events.push(`${name} ${left} left`),
    finished: ({ name, left }) => events.push(`${name} finished with ${left} left`),
    failed: ({ name }, error) => events.push(`${name} failed ${(error as Error).message}`),
  });
  return { scheduler, events };
}

test('works in slices until all is done', async () => {
  const { scheduler, events } = schedule();
  const work = new Steps('a', 3);
  scheduler.wake(work);
  expect(events).toEqual([]);
  await scheduler.settled(work);
  expect(events).toEqual(['a 2 left', 'a 1 left', 'a finished with 0 left']);
});

test('what was woken last comes first, and the rest after it', async () => {
  const { scheduler, events } = schedule();
  const [a, b] = [new Steps('a', 2), new Steps('b', 2)];
  scheduler.wake(a);
  scheduler.wake(b);
  await scheduler.settled(a);
  expect(events).toEqual(['b 1 left', 'b finished with 0 left', 'a 1 left', 'a finished with 0 left']);
});

test('messages get their turn between slices', async () => {
  const { scheduler, events } = schedule();
  const work = new Steps('a', 3);
  scheduler.wake(work);
  setImmediate(() => events.push('message'));
  await scheduler.settled(work);
  expect(events.indexOf('message')).toBeLessThan(events.indexOf('a finished with 0 left'));
});

test('cancelled work is finished as it is, and goes on when woken', async () => {
  const { scheduler, events } = schedule();
  const work = new Steps('a', 3);
  scheduler.wake(work);
  scheduler.cancel(work);
  await scheduler.settled(work);
  expect(events).toEqual(['a finished with 3 left']);
  scheduler.wake(work);
  await scheduler.settled(work);
  expect(events.at(-1)).toBe('a finished with 0 left');
});

test('dropped work ends without a word, and whoever waits for it goes on', async () => {
  const { scheduler, events } = schedule();
  const work = new Steps('a', 3);
  scheduler.wake(work);
  const settled = scheduler.settled(work);
  scheduler.drop(work);
  await settled;
  await new Promise(setImmediate);
  expect(events).toEqual([]);
});

test('a step that fails is told of, and the rest done all the same', async () => {
  const { scheduler, events } = schedule();
  const work = new Steps('a', 3, (left) => left !== 1);
  scheduler.wake(work);
  await scheduler.settled(work);
  expect(events).toEqual(['a failed at 2', 'a 1 left', 'a failed at 0', 'a finished with 0 left']);
});

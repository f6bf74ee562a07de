import { expect, test } from 'vitest';
import { Channel } from '../../../../src/providers/remote/channel.ts';

const never = new AbortController().signal;

test('gives items in order, waited for or not', async () => {
  const channel = new Channel<number>();
  const first = channel.take(never);
  channel.push(1);
  channel.push(2);
  channel.push(3);
  expect([await first, await channel.take(never), await channel.take(never)]).toEqual([1, 2, 3]);
});

test('who sends masses waits for who takes them', async () => {
  const channel = new Channel<number>();
  let sent = 0;
  const sending = (async () => {
    for (; sent < 1000; sent++) {
      await channel.put(sent, never);
    }
  })();
  await new Promise(setImmediate);
  expect(sent).toBeLessThan(1000);
  for (let item = 0; item < 1000; item++) {
    expect(await channel.take(never)).toBe(item);
  }
  await sending;
});

test('both sides end when aborted', async () => {
  const abort = new AbortController();
  const channel = new Channel<number>();
  const taking = new Channel<number>().take(abort.signal);
  const sending = (async () => {
    for (;;) {
      await channel.put(0, abort.signal);
    }
  })();
  await new Promise(setImmediate);
  abort.abort(new Error('enough'));
  await expect(taking).rejects.toThrow('enough');
  await expect(sending).rejects.toThrow();
  await expect(channel.take(abort.signal)).rejects.toThrow('enough');
});

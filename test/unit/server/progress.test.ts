import { expect, test } from 'vitest';
import { OpenDocument } from '../../../src/server/documents.ts';
import { Progress } from '../../../src/server/progress.ts';

function show() {
  const events: string[] = [];
  let cancel = (): void => {};
  const progress = new Progress(
    async () => ({
      begin: (title: string) => void events.push(`begin ${title}`),
      report: (percentage: number | string) => void events.push(`report ${percentage}`),
      done: () => void events.push('done'),
      token: { onCancellationRequested: (listener: () => void) => (cancel = listener) },
    }),
    (document) => events.push(`cancel ${document.uri}`),
  );
  return { progress, events, cancel: () => cancel() };
}

const document = (): OpenDocument => new OpenDocument('file:///data/my%20rows.jsonl', 1, '{}\n{}\n{}\n{}');

test('a quick check is not worth a word', async () => {
  const { progress, events } = show();
  const quick = document();
  progress.update(quick, 499);
  progress.end(quick);
  await new Promise(setImmediate);
  expect(events).toEqual([]);
});

test('a long check is shown by name, with how far it has come, until it ends', async () => {
  const { progress, events } = show();
  const long = document();
  progress.update(long, 510);
  await new Promise(setImmediate);
  long.dataset.work(() => long.dataset.pending === 1);
  progress.update(long, 520);
  progress.end(long);
  expect(events).toEqual(['begin Checking my rows.jsonl', 'report 75', 'done']);
});

test('a check that ends before the editor has made room for it is closed at once', async () => {
  const { progress, events } = show();
  const long = document();
  progress.update(long, 510);
  progress.end(long);
  await new Promise(setImmediate);
  expect(events).toEqual(['done']);
});

test('a person may stop it', async () => {
  const { progress, events, cancel } = show();
  progress.update(document(), 510);
  await new Promise(setImmediate);
  cancel();
  expect(events.at(-1)).toBe('cancel file:///data/my%20rows.jsonl');
});

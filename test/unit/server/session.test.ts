import { expect, test } from 'vitest';
import { Session } from '../../../src/server/session.ts';
import { many } from '../support/rows.ts';

const settings = {
  enable: true,
  maxProblems: 500,
  options: { targets: [], rules: {} },
  configuration: undefined,
};

function start() {
  const events: string[] = [];
  const session = new Session({
    settingsOf: async () => settings,
    probe: async () => undefined,
    onChecked: ({ version, dataset }) => events.push(`checked ${version}, ${dataset.pending} pending`),
    onChecking: () => {},
    onIdle: () => {},
    onGone: ({ uri }) => events.push(`gone ${uri}`),
    onError: (what, _, error) => events.push(`${what}: ${(error as Error).message}`),
  });
  return { session, events };
}

const text = many(5)
  .map((row) => JSON.stringify(row))
  .join('\n');

test('a fault of ours is told once for each state of a document, and the check goes on', async () => {
  const { session, events } = start();
  session.open('untitled:rows', 1, text);
  const document = session.documents.get('untitled:rows')!;
  const { work } = document.dataset;
  let calls = 0;
  document.dataset.work = (stop) => {
    calls++;
    if (calls <= 3) {
      throw new Error('fault');
    }
    return work.call(document.dataset, stop);
  };
  await session.settled(document);
  // Three faults, and then as many slices as the machine needs.
  expect(calls).toBeGreaterThan(3);
  expect(events).toEqual(['Checking: fault', 'checked 1, 0 pending']);
});

test('a cancelled check tells what it has found, and an edit takes it up again', async () => {
  const { session, events } = start();
  session.open('untitled:rows', 1, text);
  const document = session.documents.get('untitled:rows')!;
  await document.ready;
  session.cancel(document);
  expect(events).toEqual(['checked 1, 5 pending']);
  session.change('untitled:rows', 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: ' ' },
  ]);
  await session.settled(document);
  expect(document.dataset.pending).toBe(0);
});

test('a document that is closed before its settings are known holds nobody up', async () => {
  const { session, events } = start();
  session.open('untitled:rows', 1, text);
  const document = session.documents.get('untitled:rows')!;
  const settled = session.settled(document);
  session.close('untitled:rows');
  await settled;
  await new Promise(setImmediate);
  expect(events).toEqual(['gone untitled:rows']);
});

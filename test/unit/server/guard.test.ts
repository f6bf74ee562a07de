import { expect, test } from 'vitest';
import { ErrorCodes, type RemoteConsole, ResponseError } from 'vscode-languageserver/node';
import { guarded } from '../../../src/server/guard.ts';
import { UnreadableFile } from '../../../src/workspace/read.ts';

function guard(error: unknown) {
  const logged: string[] = [];
  const log = { error: (message: string) => logged.push(message) } as unknown as RemoteConsole;
  const handle = guarded(log, 'Hover', (): string => {
    throw error;
  });
  return { logged, answer: handle({ textDocument: { uri: 'file:///rows.jsonl' } }) };
}

test('what was not foreseen is answered as an error, and logged with the document it was about', async () => {
  const { answer, logged } = guard(new TypeError('no such thing'));
  expect(await answer).toMatchObject({
    code: ErrorCodes.InternalError,
    message: 'Hover failed: no such thing',
  });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(/^Hover failed for file:\/\/\/rows\.jsonl: TypeError: no such thing\n {4}at /);
});

test('what is meant for the editor passes, and what is meant for a person is put in words', async () => {
  const error = new ResponseError(ErrorCodes.InvalidParams, 'wrong');
  const passed = guard(error);
  expect(await passed.answer).toBe(error);
  const worded = guard(new UnreadableFile('/rows.jsonl', 'is a folder, not a file.'));
  expect(await worded.answer).toMatchObject({ message: '/rows.jsonl is a folder, not a file.' });
  expect([...passed.logged, ...worded.logged]).toEqual([]);
});

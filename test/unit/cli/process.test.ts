import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { folderWith, onlyTheseRules, rows } from './harness.ts';

/** The command line as a process of its own, from its sources. */

const main = path.resolve('src/cli/main.ts');

function start(cwd: string, args: readonly string[]) {
  const env = { ...process.env };
  delete env.FORCE_COLOR;
  return spawn(process.execPath, [main, ...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
}

test('checks several files on threads, reports in order, and exits with 1', async () => {
  const folder = await folderWith({
    'tuneset.json': onlyTheseRules,
    'a.jsonl': `${rows.good}\n`,
    'b.jsonl': `${rows.unanswered}\n`,
    'c.jsonl': '',
  });
  const child = start(folder, ['check', '--format', 'json']);
  child.stdin.end();
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(JSON.parse(out).files.map((file: { path: string }) => file.path)).toEqual([
    'a.jsonl',
    'b.jsonl',
    'c.jsonl',
  ]);
});

test('a pipe gets all of a long report from standard input', async () => {
  const folder = await folderWith({ 'tuneset.json': onlyTheseRules });
  const child = start(folder, ['check', '-', '--quiet']);
  child.stdin.end(`${rows.unanswered}\n`.repeat(5000));
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(code).toBe(1);
  // Each row but the first is a duplicate, too.
  expect(out.split('\n')).toHaveLength(5000 + 4999 + 1);
});

test('a reader that goes away early is no error', async () => {
  const folder = await folderWith({ 'tuneset.json': onlyTheseRules });
  const child = start(folder, ['check', '-']);
  child.stdin.end(`${rows.unanswered}\n`.repeat(5000));
  child.stdout.once('data', () => child.stdout.destroy());
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ code, err }).toEqual({ code: 1, err: '' });
});

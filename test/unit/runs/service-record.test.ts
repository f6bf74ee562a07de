import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { gitState } from '../../../src/runs/git.ts';
import { newRecord } from '../../../src/runs/new-run.ts';
import { recordSchema } from '../../../src/runs/record.ts';
import { dataset, planAt, spec, temporaryFolder } from './support/samples.ts';

function repository(): { root: string; git: (...args: string[]) => string } {
  const root = temporaryFolder(onTestFinished);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  writeFileSync(path.join(root, 'train.jsonl'), '{}\n');
  return { root, git };
}

test('a record says what was asked for, of which data, commit and versions', async () => {
  const { root, git } = repository();
  git('add', '.');
  git('commit', '--quiet', '--message', 'Rows');
  const estimate = { seconds: { low: 60, high: 90 }, notes: ['A guess.'] };
  const record = await newRecord(planAt(root), dataset, { overridden: ['baseline'], estimate });
  expect(recordSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({
    name: record.id,
    provider: 'trl',
    spec,
    dataset,
    git: { commit: git('rev-parse', 'HEAD'), dirty: false },
    versions: { tuneset: manifest.version, node: process.versions.node },
    estimate,
    overridden: ['baseline'],
  });
  expect(record.id.slice(0, 8)).toBe(record.created.slice(0, 10).replaceAll('-', ''));
  const named = await newRecord(planAt(root, 'Mine'), dataset, { overridden: [], estimate: undefined });
  expect(named).toMatchObject({ name: 'Mine', estimate: null });
});

test('changed and new files make a repository dirty', async () => {
  const { root, git } = repository();
  git('add', '.');
  git('commit', '--quiet', '--message', 'Rows');
  await writeFile(path.join(root, 'new.jsonl'), '');
  expect(await gitState(root)).toMatchObject({ dirty: true });
  git('add', '.');
  git('commit', '--quiet', '--message', 'More');
  expect(await gitState(root)).toMatchObject({ dirty: false });
  await writeFile(path.join(root, 'train.jsonl'), '{"a":1}\n');
  expect(await gitState(root)).toMatchObject({ dirty: true });
});

test('without a commit, a repository or even the folder there is no commit', async () => {
  expect(await gitState(repository().root)).toBeNull();
  expect(await gitState(temporaryFolder(onTestFinished))).toBeNull();
  expect(await gitState(path.join(temporaryFolder(onTestFinished), 'nowhere'))).toBeNull();
});

test.skipIf(process.platform === 'win32')('a program that a repository names is not run', async () => {
  const { root, git } = repository();
  git('add', '.');
  git('commit', '--quiet', '--message', 'Rows');
  const ran = path.join(root, '.git', 'ran');
  const monitor = path.join(root, '.git', 'monitor.sh');
  writeFileSync(monitor, `#!/bin/sh\ntouch '${ran}'\n`);
  chmodSync(monitor, 0o755);
  git('config', 'core.fsmonitor', monitor);
  expect(await gitState(root)).toMatchObject({ dirty: false });
  expect(existsSync(ran)).toBe(false);
  // It is one that git would have run.
  git('status');
  expect(existsSync(ran)).toBe(true);
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Io, WrongUse } from '../../../../src/cli/io.ts';
import { type HostOptions, hostOf } from '../../../../src/cli/training/host.ts';

const cwd = path.resolve('/work');

function host(options: HostOptions, env: Io['env'] = {}) {
  const said: string[] = [];
  const write = async (text: string) => void said.push(text);
  const io = { env, cwd, stderr: { write, isTerminal: false } } as unknown as Io;
  return { ...hostOf(options, io), said };
}

test('keys come from the environment, and an empty one is none', async () => {
  const { secret } = host({}, { KEY: 'abc', EMPTY: '' });
  expect(await secret('KEY')).toBe('abc');
  expect(await secret('EMPTY')).toBeUndefined();
  expect(await secret('OTHER')).toBeUndefined();
});

test('an option is stronger than the environment; a bare name stays one', () => {
  expect(host({}, { TUNESET_PYTHON: 'python3.11' }).settings.python).toBe('python3.11');
  const { settings } = host({ python: './venv/bin/python' }, { TUNESET_PYTHON: 'python3.11' });
  expect(settings.python).toBe(path.join(cwd, 'venv/bin/python'));
  expect(host({}, { TUNESET_PYTHON: '' }).settings.python).toBeUndefined();
});

test('an environment of one’s own and the executable of Anyscale come from the environment', () => {
  const { settings } = host(
    {},
    { TUNESET_TRAINING_ENVIRONMENT: 'env/bin/python', TUNESET_ANYSCALE: 'anyscale' },
  );
  expect(settings.environment).toBe(path.join(cwd, 'env/bin/python'));
  expect(settings.anyscale).toBe('anyscale');
});

test('of the addresses that Ray knows only that of a dashboard is one', () => {
  expect(host({}, { RAY_ADDRESS: 'http://head:8265' }).settings.rayAddress).toBe('http://head:8265');
  for (const other of ['auto', 'local', '10.0.0.1:6379', 'ray://head:10001', '']) {
    expect(host({}, { RAY_ADDRESS: other }).settings.rayAddress, other).toBeUndefined();
  }
  const { settings } = host({ rayAddress: 'https://ray.example' }, { RAY_ADDRESS: 'http://head:8265' });
  expect(settings.rayAddress).toBe('https://ray.example');
  expect(() => host({ rayAddress: 'head:8265' })).toThrow(WrongUse);
  expect(() => host({ rayAddress: '' })).toThrow('http://127.0.0.1:8265');
});

test('the driver is that of this installation', () => {
  expect(host({}).driverFolder).toBe(path.resolve('python') + path.sep);
  expect(existsSync(host({}).driverFolder)).toBe(true);
});

test('notes of providers are told where asked for, and escaped', () => {
  const quiet = host({});
  quiet.log('a note');
  expect(quiet.said).toEqual([]);
  const verbose = host({ verbose: true });
  verbose.log('two\nlines \u001b[2J\n');
  expect(verbose.said).toEqual(['two\nlines \\u001b[2J\n']);
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The Python of the environment that trains: `TUNESET_TEST_PYTHON`. */
export function testPython(): string {
  return variable('TUNESET_TEST_PYTHON');
}

/** The folder of the model that `tiny_model.py` made: `TUNESET_TEST_MODEL`. */
export function testModel(): string {
  return variable('TUNESET_TEST_MODEL');
}

/** For processes that train: few threads, no network, no proxy of the machine's. */
export function testEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, OMP_NUM_THREADS: '2', PYTHONUNBUFFERED: '1', CUDA_VISIBLE_DEVICES: '' };
}

/** Runs one of the scripts beside this file and gives what it prints, as JSON. */
export async function runScript<T>(name: string, ...args: string[]): Promise<T> {
  const script = join(import.meta.dirname, name);
  const { stdout } = await promisify(execFile)(testPython(), [script, ...args], {
    env: testEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as T;
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: see CONTRIBUTING.md on the tests that train.`);
  }
  return value;
}

import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Stands in for the `anyscale` program: what it prints and where, and its exit codes, are those of 0.26.112. Jobs and
 * faults are in a folder, so that each call finds what the one before left.
 */
export interface FakeState {
  readonly jobs: { id: string; name: string; state: string; config: Record<string, unknown>; log: string }[];
  /** Names of faults; each is used up by the call that it befalls. */
  faults: Fault[];
  token?: string;
}

export type Fault =
  | 'submit-refused'
  | 'submit-fails-afterwards'
  | 'submit-without-answer'
  | 'submit-says-nothing'
  | 'submit-hangs'
  | 'logs-cut'
  | 'status-garbled'
  | 'status-down'
  | 'list-noise';

export function readState(folder: string): FakeState {
  return JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as FakeState;
}

export function writeState(folder: string, state: FakeState): void {
  // In one step: another process may be reading.
  const name = join(folder, `state-${process.pid}.json`);
  writeFileSync(name, JSON.stringify(state));
  renameSync(name, join(folder, 'state.json'));
}

/** What the program is called with, and with which variables. */
export function callsOf(folder: string): { args: string[]; env: Record<string, string>; pid: number }[] {
  const file = join(folder, 'calls.jsonl');
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
}

export async function main(folder: string, args: readonly string[]): Promise<number> {
  appendFileSync(
    join(folder, 'calls.jsonl'),
    `${JSON.stringify({ args, env: process.env, pid: process.pid })}\n`,
  );
  const option = (name: string): string | undefined => args[args.indexOf(name) + 1];
  const fault = (name: Fault): boolean => {
    const state = readState(folder);
    const found = state.faults.includes(name);
    if (found) {
      state.faults.splice(state.faults.indexOf(name), 1);
      writeState(folder, state);
    }
    return found;
  };
  if (args[0] === '--version') {
    console.log('0.26.112');
    return 0;
  }
  if (readState(folder).token !== undefined && process.env.ANYSCALE_CLI_TOKEN !== readState(folder).token) {
    return fail(args, 4, 'auth_unauthorized', 'The token is not valid.', 'Run anyscale login.');
  }
  switch (`${args[0]} ${args[1]}`) {
    case 'job submit':
      return submit(folder, option('--config-file')!, fault);
    case 'job list': {
      const wanted = args.includes('--name') ? option('--name')! : '';
      const jobs = readState(folder).jobs.filter(({ name }) => name.includes(wanted));
      if (fault('list-noise')) {
        console.log('Warning: a new version is there [0.27]\n{not json}');
      }
      console.log(
        JSON.stringify(
          jobs.map(({ id, name, state }) => ({ id, name, state })),
          undefined,
          4,
        ),
      );
      return 0;
    }
    case 'job status': {
      if (fault('status-garbled')) {
        console.log('{"id": "prodjob_1", "sta');
        return 0;
      }
      if (fault('status-down')) {
        return fail(args, 2, 'connection_error', 'Could not reach the API.');
      }
      const job = readState(folder).jobs.find(({ id }) => id === option('--id'));
      if (!job) {
        return fail(args, 1, 'resource_not_found', `Job ${option('--id')} not found.`);
      }
      console.error('Warning: --json is deprecated; use -o json instead.');
      console.log(JSON.stringify({ id: job.id, name: job.name, state: job.state, runs: [] }, undefined, 4));
      return 0;
    }
    case 'job terminate': {
      const state = readState(folder);
      const job = state.jobs.find(({ id }) => id === option('--id'));
      if (!job || ['SUCCEEDED', 'FAILED', 'TERMINATED'].includes(job.state)) {
        return fail(args, 1, undefined, 'The job is in a final state.');
      }
      job.state = 'TERMINATED';
      writeState(folder, state);
      return 0;
    }
    case 'job logs':
      return logs(folder, option('--id')!, fault);
    default:
      return fail(args, 2, undefined, `No such command: ${args.join(' ')}`);
  }
}

async function submit(folder: string, config: string, fault: (name: Fault) => boolean): Promise<number> {
  console.log('(anyscale +0.8s) Submitting job with config JobConfig(...).');
  if (fault('submit-refused')) {
    console.error('Error: Compute config "h100" does not fit the cloud.');
    return 1;
  }
  const wanted = JSON.parse(readFileSync(config, 'utf8'));
  if (!existsSync(join(wanted.working_dir, 'train.py'))) {
    console.error(`Error: working_dir ${wanted.working_dir} holds no train.py`);
    return 1;
  }
  if (fault('submit-without-answer')) {
    console.error('Error: Connection timed out.');
    return 2;
  }
  const state = readState(folder);
  const id = `prodjob_${state.jobs.length + 1}`;
  state.jobs.push({ id, name: wanted.name, state: 'STARTING', config: wanted, log: '' });
  writeState(folder, state);
  if (fault('submit-fails-afterwards')) {
    console.error('Traceback (most recent call last):\n  File "cli.py"\nConnectionError: broken pipe');
    return 1;
  }
  if (fault('submit-hangs')) {
    await delay(600_000);
  }
  if (!fault('submit-says-nothing')) {
    console.log(`(anyscale +2.1s) Job '${wanted.name}' submitted, ID: '${id}'.`);
  }
  return 0;
}

async function logs(folder: string, id: string, fault: (name: Fault) => boolean): Promise<number> {
  let written = 0;
  const cut = fault('logs-cut');
  console.log(`\u001b[1m\u001b[36m(anyscale +${(Math.random() * 3).toFixed(1)}s)\u001b[0m Job Run Id: ${id}`);
  for (;;) {
    const job = readState(folder).jobs.find((each) => each.id === id);
    if (!job) {
      return fail([], 1, undefined, `Job ${id} not found.`);
    }
    const text = job.log.slice(written);
    process.stdout.write(text);
    written += text.length;
    if (cut && written > 0) {
      console.log('(anyscale +9.9s) Retrying...');
      console.error('Error: the stream was reset');
      return 1;
    }
    if (!['STARTING', 'RUNNING'].includes(job.state) && text === '') {
      console.log('(anyscale +12.3s) Job run reached terminal state.');
      return 0;
    }
    await delay(5);
  }
}

function fail(
  args: readonly string[],
  exit_code: number,
  code: string | undefined,
  message: string,
  resolution?: string,
): number {
  console.error(
    args.includes('--json')
      ? JSON.stringify(
          { error: { code: code ?? null, message, resolution: resolution ?? null, exit_code } },
          undefined,
          4,
        )
      : `Error: ${message}`,
  );
  return exit_code;
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckReport } from '../../../../src/providers/provider.ts';
import {
  bitsandbytesItem,
  checkEnvironment,
  environmentItem,
} from '../../../../src/providers/python/check-environment.ts';
import { makeEnvironment } from '../../../../src/providers/python/environment.ts';
import type { Probe } from '../../../../src/providers/python/probe.ts';
import { callsIn, fake, fakeGpu, type Setting, setting } from './fakes.ts';

const packages: Record<string, string | null> = {
  torch: '2.13.0+cpu',
  trl: '1.13.0',
  peft: '0.21.0',
  transformers: '5.18.0',
  datasets: '5.2.0',
  accelerate: '1.15.0',
  bitsandbytes: null,
};
const onCpu: Probe = {
  python: '3.12.1',
  packages,
  torch: { error: null, cuda: null, available: false, mps: false, devices: [] },
  bitsandbytesError: null,
};
const onGpu: Probe = {
  ...onCpu,
  packages: { ...packages, torch: '2.13.0+cu130', bitsandbytes: '0.50.0' },
  torch: {
    error: null,
    cuda: '13.0',
    available: true,
    mps: false,
    devices: [{ name: 'NVIDIA L4', bytes: 24e9, free: 20e9, bf16: true }],
  },
};

const recipe = {
  locks: [],
  gpu: { file: '', packages: 1 },
  loose: '',
  key: '',
  versions: new Map([
    ['torch', '2.13.0'],
    ['trl', '1.13.0'],
    ['peft', '0.21.0'],
  ]),
};

describe('the libraries of an environment', () => {
  const item = (changes: Partial<Probe>, kept = true) =>
    environmentItem({ kept, recipe }, { ...onCpu, ...changes });

  test('are told with their versions', () => {
    expect(item({})).toEqual({
      name: 'Environment',
      status: 'ok',
      found:
        'torch 2.13.0+cpu, trl 1.13.0, peft 0.21.0, transformers 5.18.0, datasets 5.2.0, accelerate 1.15.0',
    });
  });

  test('that are missing are named, with the command that installs them', () => {
    const missing = { packages: { ...packages, trl: null, datasets: null } };
    expect(item(missing)).toMatchObject({
      status: 'error',
      found: expect.stringMatching(/missing: trl, datasets\.$/),
      advice: 'Install what is missing into your environment: pip install trl==1.13.0 datasets',
    });
    expect(item(missing, false)).toMatchObject({ advice: expect.stringMatching(/make it anew/) });
  });

  test('of other versions than those of the lock are a warning, another major of TRL an error', () => {
    expect(item({ packages: { ...packages, peft: '0.20.1' } })).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('peft 0.21.0'),
    });
    expect(item({ packages: { ...packages, peft: '0.21.4' } })).toMatchObject({ status: 'ok' });
    expect(item({ packages: { ...packages, trl: '0.29.0' } })).toMatchObject({ status: 'error' });
  });

  test('a PyTorch that cannot be loaded is an error with its reason', () => {
    const torch = { ...onCpu.torch, error: 'OSError: libcudart.so.13: cannot open shared object file' };
    expect(item({ torch })).toMatchObject({
      status: 'error',
      found: expect.stringContaining('libcudart.so.13'),
    });
  });
});

test.each([
  ['without a GPU it is no loss', onCpu, 'note', /needs a CUDA GPU/],
  ['missing', { ...onGpu, packages }, 'note', /missing/],
  ['there', onGpu, 'ok', /0\.50\.0: QLoRA can be used/],
  ['broken', { ...onGpu, bitsandbytesError: 'RuntimeError: no kernel' }, 'warning', /no kernel/],
])('bitsandbytes: %s', (_, probe, status, found) => {
  expect(bitsandbytesItem({ python: '/env/bin/python', recipe }, probe)).toMatchObject({
    status,
    found: expect.stringMatching(found),
  });
});

function names(report: CheckReport): Record<string, string> {
  return Object.fromEntries(report.items.map(({ name, status }) => [name, status]));
}

/** An environment that is made, and says this when it is probed. */
async function made(probe: Probe): Promise<Setting> {
  const here = setting();
  fake(here.bin, 'python3', { probe });
  await makeEnvironment(here.host, () => {});
  return here;
}

describe.skipIf(process.platform === 'win32')('checking', () => {
  test('nothing there: what is missing and how to get it', async () => {
    const { host } = setting();
    const report = await checkEnvironment(host);
    expect(report).toMatchObject({ ready: false, preparable: false });
    expect(report.items[0]).toMatchObject({
      name: 'Python',
      status: 'error',
      found: expect.stringMatching(/No Python was found/),
      advice: expect.stringMatching(/nstall/),
    });
  });

  test('a Python: the environment can be made', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const report = await checkEnvironment(here.host);
    expect(report).toMatchObject({ ready: false, preparable: true });
    expect(names(report)).toMatchObject({ Python: 'ok', Environment: 'error', GPU: 'note' });
    expect(callsIn(here.bin).flat()).not.toContain('install');
  });

  test('on the CPU', async () => {
    const report = await checkEnvironment((await made(onCpu)).host);
    expect(report).toMatchObject({ ready: true, preparable: false });
    expect(names(report)).toEqual({
      Python: 'ok',
      Environment: 'ok',
      GPU: 'note',
      bitsandbytes: 'note',
      Memory: expect.stringMatching(/ok|warning/),
      Disk: 'ok',
    });
    expect(report.items[2]).toMatchObject({ found: 'none: trains on the CPU, which is slow' });
  });

  test('on a GPU, with its memory and what it can', async () => {
    const report = await checkEnvironment((await made(onGpu)).host);
    expect(report.items[2]).toEqual({
      name: 'GPU',
      status: 'ok',
      found: 'NVIDIA L4, 24.0 GB (20.0 GB free); CUDA 13.0; bf16',
    });
  });

  test('a GPU that PyTorch cannot use', async () => {
    const here = await made(onCpu);
    fakeGpu(here.bin);
    expect((await checkEnvironment(here.host)).items[2]).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/NVIDIA L4, 23034 MiB.*built without CUDA/),
      advice: expect.stringMatching(/pytorch\.org.*tuneset\.training\.environment/),
    });
  });

  test('an environment of the user that is none', async () => {
    const nowhere = await checkEnvironment(setting({ settings: { environment: '/nowhere' } }).host);
    expect(nowhere).toMatchObject({ ready: false, preparable: false });
    const here = setting();
    const broken = fake(here.bin, 'mine', { broken: 'exec format error' });
    const report = await checkEnvironment({ ...here.host, settings: { environment: broken } });
    expect(report.ready).toBe(false);
    expect(report.items[0]).toMatchObject({
      status: 'error',
      found: expect.stringContaining('exec format error'),
    });
  });

  test('is asked once a session, and again when something was installed', async () => {
    const here = await made(onCpu);
    const probes = () => callsIn(here.bin).filter((args) => args.join(' ').includes('@@PROBE')).length;
    await Promise.all([checkEnvironment(here.host), checkEnvironment(here.host)]);
    await checkEnvironment(here.host);
    expect(probes()).toBe(1);
    const python = await makeEnvironment(here.host, () => {});
    mkdirSync(path.join(path.dirname(python), '..', 'lib', 'python3.12', 'site-packages'), {
      recursive: true,
    });
    await checkEnvironment(here.host);
    expect(probes()).toBe(2);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { driverPackages } from '../../../../src/providers/remote/packages.ts';
import { spec } from '../jobs.ts';

const ours = path.join(import.meta.dirname, '../../../../python');
const installing = spec({ resources: { ...spec().resources, environment: 'install' } });

test('by default nothing is installed', async () => {
  expect(await driverPackages(spec(), ours)).toBeUndefined();
});

test('what the driver imports, as our own lock pins it', async () => {
  const packages = await driverPackages(installing, ours);
  expect(packages!.map((each) => each.split('==')[0])).toEqual([
    'transformers',
    'trl',
    'peft',
    'datasets',
    'accelerate',
  ]);
  expect(packages!.join(' ')).toMatch(/^(\S+==\d[\d.]*( |$)){5}$/);
});

test('base models in 4 bits need one more', async () => {
  const qlora = { ...installing, adapter: { ...installing.adapter, type: 'qlora' as const } };
  expect((await driverPackages(qlora, ours))!.at(-1)).toMatch(/^bitsandbytes==\d/);
});

test('a lock that lacks something is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tuneset-lock-'));
  try {
    await expect(driverPackages(installing, folder)).rejects.toThrow(path.join(folder, 'requirements.txt'));
    await writeFile(path.join(folder, 'requirements.txt'), 'transformers==5.18.0\n# trl==1.0.0\n');
    await expect(driverPackages(installing, folder)).rejects.toThrow('says nothing of trl');
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Progress } from '../../../../src/providers/provider.ts';
import {
  diskTrouble,
  findEnvironment,
  makeEnvironment,
} from '../../../../src/providers/python/environment.ts';
import { callsIn, type FakePython, fake, fakeGpu, type Setting, setting, variablesIn } from './fakes.ts';

/** The programs that stand in are scripts. */
const posix = describe.skipIf(process.platform === 'win32');

const nothing: Progress = () => {};

/** What the cache holds, without the random parts of names. */
function cached({ cache }: Setting): string[] {
  const names = existsSync(cache) ? readdirSync(cache) : [];
  return names.map((name) => name.replace(/[0-9a-f]{12}/, 'HASH').replace(/-[0-9a-f]{6}$/, '-RANDOM')).sort();
}

function installs(calls: string[][]): string[][] {
  return calls.filter((args) => args.includes('install'));
}

posix('making an environment', () => {
  test('with venv and pip: the lock by its hashes and without its dependencies, then torch', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const python = await makeEnvironment(here.host, nothing);
    expect(cached(here)).toEqual(['python-HASH-RANDOM', 'python-HASH.json']);
    expect(path.dirname(path.dirname(path.dirname(python)))).toBe(here.cache);
    const [lock, torch] = installs(callsIn(here.bin));
    const common = ['-I', '-m', 'pip', 'install', '--progress-bar', 'off'];
    expect(lock).toEqual([
      'python',
      ...common,
      '--no-deps',
      '--require-hashes',
      '--only-binary',
      ':all:',
      '-r',
      path.join(here.driver, 'requirements.txt'),
    ]);
    expect(torch).toEqual([
      'python',
      ...common,
      '--only-binary',
      ':all:',
      '-r',
      path.join(here.driver, 'requirements-torch.txt'),
    ]);
  });

  test('with an NVIDIA GPU, what QLoRA needs as well', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    fakeGpu(here.bin);
    await makeEnvironment(here.host, nothing);
    const files = installs(callsIn(here.bin)).map((args) => path.basename(args.at(-1)!));
    expect(files).toEqual(['requirements.txt', 'requirements-qlora.txt', 'requirements-torch.txt']);
  });

  test('a newer pip tells bytes', async () => {
    const here = setting();
    fake(here.bin, 'python3', { pipVersion: 'pip 26.0 from /x (python 3.12)' });
    await makeEnvironment(here.host, nothing);
    expect(installs(callsIn(here.bin))[0]).toContain('raw');
  });

  test('with uv where it is there, that looks where pip would', async () => {
    const here = setting(
      {},
      { PIP_INDEX_URL: 'https://me:secret@mirror/simple', XDG_CONFIG_HOME: '/nowhere' },
    );
    fake(here.bin, 'python3', { pipConfig: ":env:.index-url='https://me:secret@mirror/simple'\n" });
    fake(here.bin, 'uv');
    const python = await makeEnvironment(here.host, nothing);
    const calls = callsIn(here.bin).filter(([name]) => name === 'uv');
    expect(calls.slice(-3)).toEqual([
      [
        'uv',
        'venv',
        '--no-project',
        '--python',
        path.join(here.bin, 'python3'),
        path.dirname(path.dirname(python)),
      ],
      [
        'uv',
        'pip',
        'install',
        '--python',
        python,
        '--no-deps',
        '--require-hashes',
        '--only-binary',
        ':all:',
        '-r',
        path.join(here.driver, 'requirements.txt'),
      ],
      [
        'uv',
        'pip',
        'install',
        '--python',
        python,
        '--only-binary',
        ':all:',
        '-r',
        path.join(here.driver, 'requirements-torch.txt'),
      ],
    ]);
    expect(JSON.stringify(callsIn(here.bin))).not.toContain('secret');
    for (const variables of variablesIn(here.bin)) {
      expect(variables).toMatchObject({ UV_DEFAULT_INDEX: 'https://me:secret@mirror/simple' });
      expect(variables).not.toHaveProperty('UV_TORCH_BACKEND');
    }
  });

  test('without an index of the user uv takes the build of torch for this machine, or any where that fails', async () => {
    for (const install of [undefined, { unless: 'UV_TORCH_BACKEND' }]) {
      const here = setting({}, { XDG_CONFIG_HOME: '/nowhere' });
      fake(here.bin, 'python3');
      fake(here.bin, 'uv', { install });
      await makeEnvironment(here.host, nothing);
      const backends = variablesIn(here.bin).map((variables) => variables.UV_TORCH_BACKEND);
      expect(backends).toEqual(install ? [undefined, 'auto', undefined] : [undefined, 'auto']);
    }
  });

  test('once: what is there is used, until lock, torch or Python are others', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const first = await makeEnvironment(here.host, nothing);
    expect(await makeEnvironment(here.host, nothing)).toBe(first);
    expect(await findEnvironment(here.host)).toMatchObject({ python: first, kept: false });
    expect(installs(callsIn(here.bin))).toHaveLength(2);
    fake(here.bin, 'python3', { version: [3, 12, 9] });
    expect(await makeEnvironment(here.host, nothing)).toBe(first);
    fake(here.bin, 'python3', { version: [3, 13, 1] });
    const second = await makeEnvironment(here.host, nothing);
    writeFileSync(path.join(here.driver, 'requirements-torch.txt'), 'torch==2.14.0\n');
    const third = await makeEnvironment(here.host, nothing);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  test('progress rises to its end and says what is going on', async () => {
    const here = setting();
    const stdout = [
      "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment",
      'Collecting trl==1.13.0 (from -r requirements.txt (line 1))',
      '  Downloading trl-1.13.0-py3-none-any.whl (1.2 MB)',
      'Progress 600000 of 1200000',
      'Processing /wheels/peft-0.21.0-py3-none-any.whl (from -r requirements.txt (line 2))',
      'Installing collected packages: trl, peft',
    ].join('\n');
    fake(here.bin, 'python3', { install: { stdout } });
    const steps: { message: string; fraction?: number }[] = [];
    await makeEnvironment(here.host, (step) => steps.push(step));
    const fractions = steps.flatMap(({ fraction }) => fraction ?? []);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const messages = steps.map(({ message }) => message);
    expect(messages).toContain('Installing packages: trl (1 of 1 packages)');
    expect(messages).toContain('Downloading trl, 1 MB (1 of 1 packages)');
    expect(messages).toContain('Downloading trl, 1 of 1 MB (1 of 1 packages)');
    expect(messages).toContain('Installing packages: peft (1 of 1 packages)');
    expect(messages).toContain('Installing PyTorch');
  });

  test('two at once make it once, and the one that waits says so', async () => {
    const here = setting();
    const go = path.join(here.bin, 'go');
    fake(here.bin, 'python3', { install: { waitFor: go } });
    const said: string[] = [];
    const makings = [1, 2].map(() => makeEnvironment(here.host, ({ message }) => said.push(message)));
    await vi.waitFor(() => expect(said.join()).toContain('is making the environment: waiting for it'), {
      timeout: 10_000,
    });
    writeFileSync(go, '');
    const [one, two] = await Promise.all(makings);
    expect(one).toBe(two);
    expect(installs(callsIn(here.bin))).toHaveLength(2);
    expect(cached(here)).toEqual(['python-HASH-RANDOM', 'python-HASH.json']);
  });

  test('cancelled, it ends the installer with all its children and leaves nothing', async () => {
    const here = setting();
    fake(here.bin, 'python3', { install: { hang: true } });
    const abort = new AbortController();
    const making = makeEnvironment(here.host, nothing, abort.signal);
    const file = path.join(here.bin, 'calls.pids');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toMatch(/^\d+ \d+$/), { timeout: 10_000 });
    abort.abort(new Error('enough'));
    await expect(making).rejects.toThrow('enough');
    for (const pid of readFileSync(file, 'utf8').split(' ')) {
      await vi.waitFor(() => expect(() => process.kill(Number(pid), 0)).toThrow(), { timeout: 10_000 });
    }
    expect(cached(here)).toEqual([]);
    fake(here.bin, 'python3');
    expect(existsSync(await makeEnvironment(here.host, nothing))).toBe(true);
  });

  test('one who waits can be cancelled, too', async () => {
    const here = setting();
    const go = path.join(here.bin, 'go');
    fake(here.bin, 'python3', { install: { waitFor: go } });
    const said: string[] = [];
    const first = makeEnvironment(here.host, ({ message }) => said.push(message));
    await vi.waitFor(() => expect(said).toContain('Installing packages'), { timeout: 10_000 });
    const abort = new AbortController();
    const second = makeEnvironment(here.host, () => abort.abort(new Error('enough')), abort.signal);
    await expect(second).rejects.toThrow('enough');
    writeFileSync(go, '');
    await first;
  });

  test('what others left unfinished is removed, and their lock does not hold', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const python = await makeEnvironment(here.host, nothing);
    const name = path.basename(path.dirname(path.dirname(python))).replace(/-[0-9a-f]{6}$/, '');
    const pointer = path.join(here.cache, `${name}.json`);
    writeFileSync(pointer, '{"version":1,"fold');
    mkdirSync(path.join(here.cache, `${name}-abcdef`, 'bin'), { recursive: true });
    // No system gives numbers this high.
    const lock = path.join(here.cache, `${name}.lock`);
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    const again = await makeEnvironment(here.host, nothing);
    expect(again).not.toBe(python);
    expect(cached(here)).toEqual(['python-HASH-RANDOM', 'python-HASH.json']);
    // A lock of another machine, that has not been touched for long.
    writeFileSync(pointer, '');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: 'elsewhere' }));
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(lock, long, long);
    await makeEnvironment(here.host, nothing);
    expect(cached(here)).toEqual(['python-HASH-RANDOM', 'python-HASH.json']);
  });

  test('a pointer that leads out of the cache leads nowhere', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const python = await makeEnvironment(here.host, nothing);
    const [pointer] = readdirSync(here.cache).filter((name) => name.endsWith('.json'));
    const file = path.join(here.cache, pointer!);
    const note = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(
      file,
      JSON.stringify({ ...note, folder: `../${path.basename(here.cache)}/${note.folder}` }),
    );
    expect((await findEnvironment(here.host)).python).toBeUndefined();
    writeFileSync(file, JSON.stringify(note));
    expect((await findEnvironment(here.host)).python).toBe(python);
  });

  test('environments that nothing used for two months make room', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const old = await makeEnvironment(here.host, nothing);
    for (const name of readdirSync(here.cache).filter((entry) => entry.endsWith('.json'))) {
      const long = new Date(Date.now() - 61 * 86_400_000);
      utimesSync(path.join(here.cache, name), long, long);
    }
    writeFileSync(path.join(here.driver, 'requirements-torch.txt'), 'torch==2.14.0\n');
    await makeEnvironment(here.host, nothing);
    expect(existsSync(old)).toBe(false);
    expect(cached(here)).toEqual(['python-HASH-RANDOM', 'python-HASH.json']);
  });
});

posix('an environment of the user', () => {
  test('is used as it is, by its Python or by its folder', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    const python = await makeEnvironment(here.host, nothing);
    for (const environment of [python, path.dirname(path.dirname(python))]) {
      const host = { ...here.host, settings: { environment } };
      expect(await findEnvironment(host)).toMatchObject({ python, kept: true });
      expect(await makeEnvironment(host, nothing)).toBe(python);
    }
    expect(installs(callsIn(here.bin))).toHaveLength(2);
  });

  test('that is not there is told by its setting', async () => {
    const { host } = setting({ settings: { environment: '/nowhere/venv' } });
    await expect(findEnvironment(host)).rejects.toThrow(
      /no Python at \/nowhere\/venv.*tuneset\.training\.environment/,
    );
  });
});

posix('what goes wrong', () => {
  const failing = async (install: FakePython['install'], uv = false): Promise<string> => {
    const log: string[] = [];
    const here = setting({ log: (text) => log.push(text) });
    fake(here.bin, 'python3', { install });
    if (uv) {
      fake(here.bin, 'uv', { install });
    }
    const error = await makeEnvironment(here.host, nothing).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.name).toBe('ProviderError');
    // Nothing half-made is left.
    expect(cached(here)).toEqual([]);
    return `${error?.message}\n${log.join('\n')}`;
  };

  test('is told with the last lines, and passwords in addresses are masked, in the log, too', async () => {
    const said = await failing({ stderr: 'ERROR: odd https://me:secret@mirror/simple\n', code: 4 });
    expect(said).toContain('could not be installed: pip ended with exit code 4.');
    expect(said).toContain('odd https://***@mirror/simple');
    expect(said).not.toContain('secret');
  });

  test('with uv, too', async () => {
    expect(
      await failing({ stderr: 'error: No space left on device (os error 28)\n', code: 2 }, true),
    ).toMatch(/The disk is full/);
  });

  test('an installer that is killed had not enough memory', async () => {
    expect(await failing({ kill: true })).toMatch(/not enough memory/);
  });

  test('no Python', async () => {
    const { host } = setting();
    await expect(makeEnvironment(host, nothing)).rejects.toThrow(/No Python was found.*3\.10 to 3\.13/);
  });

  test('an installation that lacks its files', async () => {
    const here = setting();
    fake(here.bin, 'python3');
    await expect(makeEnvironment({ ...here.host, driverFolder: here.bin }, nothing)).rejects.toThrow(
      /requirements[\w-]*\.txt can't be read: install Tuneset again/,
    );
  });

  test('too little room is said before anything is downloaded', () => {
    expect(diskTrouble(1.2e9, '/cache')).toMatch(/Only 1\.2 GB are free at \/cache.*8 GB/);
    expect(diskTrouble(3e9, '/cache')).toBeUndefined();
    expect(diskTrouble(undefined, '/cache')).toBeUndefined();
  });
});

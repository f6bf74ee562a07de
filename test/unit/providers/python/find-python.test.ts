import { describe, expect, test } from 'vitest';
import { pythonVariables } from '../../../../src/providers/python/child-environment.ts';
import { findPython, type RejectedPython } from '../../../../src/providers/python/find-python.ts';
import { getPython, noPython } from '../../../../src/providers/python/missing-python.ts';
import { callsIn, fake, newFolder } from './fakes.ts';

/** The programs that stand in are scripts. */
const posix = describe.skipIf(process.platform === 'win32');

function search(bin: string, setting?: string) {
  return findPython({ env: pythonVariables({ PATH: bin }), setting });
}

posix('finding a Python', () => {
  test('the newest that fits, by its own name for itself', async () => {
    const bin = newFolder();
    fake(bin, 'python3', { version: [3, 10, 2] });
    const file = fake(bin, 'python3.12', { version: [3, 12, 4] });
    fake(bin, 'python3.11', { version: [3, 11, 4] });
    const { python, uv } = await search(bin);
    expect(python).toEqual({ executable: file, version: '3.12.4', platform: 'linux-x86_64', venv: true });
    expect(uv).toBeUndefined();
  });

  test('names that are there and run nothing are passed over, as pyenv has them', async () => {
    const bin = newFolder();
    fake(bin, 'python3.13', { broken: 'pyenv: python3.13: command not found' });
    fake(bin, 'python3', { version: [3, 10, 2] });
    const { python, rejected } = await search(bin);
    expect(python?.version).toBe('3.10.2');
    expect(rejected).toEqual([]);
  });

  test('is asked apart from the folder it is asked in and from what the user set for Python', async () => {
    const bin = newFolder();
    fake(bin, 'python3');
    await search(bin);
    expect(callsIn(bin)[0]?.slice(0, 3)).toEqual(['python3', '-I', '-c']);
    expect(
      pythonVariables({ PYTHONPATH: 'x', PYTHONHOME: 'x', VIRTUAL_ENV: 'x', PIP_TARGET: 'x', LANG: 'C' }),
    ).toEqual({
      LANG: 'C',
      PYTHONNOUSERSITE: '1',
      PYTHONUTF8: '1',
      PIP_DISABLE_PIP_VERSION_CHECK: '1',
      PIP_NO_INPUT: '1',
    });
  });

  test('without its module for environments it will do for uv only', async () => {
    const bin = newFolder();
    fake(bin, 'python3', { venv: false });
    expect((await search(bin)).rejected).toMatchObject([{ reason: 'venv' }]);
    fake(bin, 'uv');
    expect(await search(bin)).toMatchObject({ python: { venv: false }, uv: 'uv' });
  });

  test('uv may know one that is not on PATH', async () => {
    const bin = newFolder();
    const elsewhere = fake(newFolder(), 'python3.12');
    fake(bin, 'uv', {}, elsewhere);
    expect((await search(bin)).python?.executable).toBe(elsewhere);
    const call = callsIn(bin).find((args) => args.includes('find'));
    expect(call).toEqual(['uv', 'python', 'find', '--no-project', '--no-python-downloads', '>=3.10,<3.14']);
  });

  test('the one that the user names is the only one that is looked at', async () => {
    const bin = newFolder();
    fake(bin, 'python3');
    const old = fake(newFolder(), 'mine', { version: [3, 8, 1] });
    expect((await search(bin, old)).rejected).toEqual([
      { name: old, found: `3.8.1 (${old})`, reason: 'old' },
    ]);
    const missing = await search(bin, '/nowhere/python');
    expect(missing.python).toBeUndefined();
    expect(noPython(missing)).toBe("/nowhere/python can't be run: there is no such program.");
    const broken = await search(bin, fake(newFolder(), 'mine', { broken: 'cannot execute binary file' }));
    expect(noPython(broken)).toMatch(/can't be run: cannot execute binary file\.$/);
  });

  test.each([
    ['old', { version: [3, 9, 18] as const }, /too old.*3\.10 to 3\.13/],
    ['old', { version: [2, 7, 18] as const }, /too old/],
    ['new', { version: [3, 14, 0] as const }, /too new/],
    ['new', { version: [4, 0, 0] as const }, /too new/],
    ['bits', { bits: 32 }, /32 bits/],
    ['implementation', { implementation: 'pypy' }, /CPython/],
    ['implementation', { freeThreaded: true }, /free-threaded/],
    ['venv', { venv: false }, /venv, ensurepip/],
  ] as const)('%s: %o', async (reason, behaviour, message) => {
    const bin = newFolder();
    fake(bin, 'python3', behaviour);
    const found = await search(bin);
    expect(found.python).toBeUndefined();
    expect(found.rejected).toMatchObject([{ reason }]);
    expect(noPython(found)).toMatch(message);
  });

  test('a search that is aborted throws the reason', async () => {
    const bin = newFolder();
    fake(bin, 'python3');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(findPython({ env: { PATH: bin }, setting: undefined, signal })).rejects.toThrow('enough');
  });
});

describe('what to do where there is none', () => {
  const none = { python: undefined, rejected: [], uv: undefined };
  const rejected = (reason: RejectedPython['reason'], found: string) => ({
    ...none,
    rejected: [{ name: 'python3', found, reason }],
  });

  test.each([
    ['linux', /apt install python3 python3-venv.*dnf install/],
    ['darwin', /brew install python@3\.12/],
    ['win32', /winget install Python\.Python\.3\.12/],
  ] as const)('on %s', (platform, advice) => {
    expect(noPython(none)).toBe('No Python was found. Training needs Python 3.10 to 3.13.');
    expect(getPython(none, platform)).toMatch(advice);
    expect(getPython(none, platform)).toMatch(/^[A-Z].*tuneset\.training\.python/);
  });

  test('Debian’s Python without venv needs one package', () => {
    expect(getPython(rejected('venv', '3.11.2 (/usr/bin/python3)'), 'linux')).toMatch(
      /apt install python3-venv" \(or python3\.11-venv\)/,
    );
  });

  test('with uv it is one command', () => {
    expect(getPython({ ...none, uv: 'uv' }, 'darwin')).toMatch(/^Run "uv python install 3\.12"/);
  });

  test('of several the one that nearly fits is told of', () => {
    const several = {
      ...none,
      rejected: [...rejected('old', '3.6.1 (a)').rejected, ...rejected('venv', '3.11.2 (b)').rejected],
    };
    expect(noPython(several)).toMatch(/3\.11\.2/);
  });
});

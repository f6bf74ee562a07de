import { expect, test } from 'vitest';
import { cacheFolder } from '../../../src/workspace/cache-folder.ts';

test.each([
  ['linux', {}, '/home/a/.cache/tuneset'],
  ['linux', { XDG_CACHE_HOME: '/var/cache' }, '/var/cache/tuneset'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/tuneset'],
  ['linux', { TUNESET_CACHE: '/big/disk', XDG_CACHE_HOME: '/var/cache' }, '/big/disk'],
  ['darwin', {}, '/home/a/Library/Caches/tuneset'],
] as const)('%s with %o', (platform, env, folder) => {
  expect(cacheFolder(env, platform, '/home/a')).toBe(folder);
});

test('Windows has its own place', () => {
  const home = 'C:\\Users\\a';
  const local = 'D:\\Local';
  expect(cacheFolder({ LOCALAPPDATA: local }, 'win32', home)).toBe('D:\\Local\\tuneset\\Cache');
  expect(cacheFolder({}, 'win32', home)).toBe('C:\\Users\\a\\AppData\\Local\\tuneset\\Cache');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePipConfig, translate, uvSettings } from '../../../../src/providers/python/pip-settings.ts';
import { fake, newFolder } from './fakes.ts';

describe("pip's settings", () => {
  test('are read as pip lists them; variables count most, then those for install alone', () => {
    const text = [
      ":env:.find-links='/from/variable'",
      ":env:.disable-pip-version-check='1'",
      "global.find-links='/from/file'",
      "global.index-url='https://me:it%27s@mirror/simple'",
      "install.index-url='https://install/simple'",
      'global.extra-index-url="\\nhttps://a/it\'s\\nhttps://b"',
      "user.weird='x'",
      'no setting at all',
    ].join('\n');
    expect(Object.fromEntries(parsePipConfig(text))).toEqual({
      'find-links': '/from/variable',
      'disable-pip-version-check': '1',
      'index-url': 'https://install/simple',
      'extra-index-url': "\nhttps://a/it's\nhttps://b",
    });
  });

  test("become uv's variables", () => {
    const pip = new Map([
      ['index-url', 'https://mirror/simple'],
      ['extra-index-url', '\nhttps://a\nhttps://b'],
      ['find-links', '/wheels https://c/links'],
      ['trusted-host', 'a b'],
      ['cert', '/ca.pem'],
      ['proxy', 'http://proxy:3128'],
      ['timeout', '12.5'],
      ['no-index', 'true'],
    ]);
    const { variables, options, own } = translate(pip, {});
    expect({ options, own }).toEqual({ options: ['--no-index'], own: true });
    expect(variables).toEqual({
      UV_DEFAULT_INDEX: 'https://mirror/simple',
      UV_INDEX: 'https://a https://b',
      UV_INDEX_STRATEGY: 'unsafe-best-match',
      UV_FIND_LINKS: '/wheels,https://c/links',
      UV_INSECURE_HOST: 'a b',
      UV_HTTP_TIMEOUT: '13',
      SSL_CERT_FILE: '/ca.pem',
      HTTPS_PROXY: 'http://proxy:3128',
    });
  });

  test('what uv was told itself counts more', () => {
    const pip = new Map([
      ['index-url', 'p'],
      ['extra-index-url', 'p'],
      ['find-links', 'p'],
      ['cert', 'p'],
      ['proxy', 'p'],
    ]);
    const env = {
      UV_INDEX_URL: 'u',
      UV_EXTRA_INDEX_URL: 'u',
      UV_FIND_LINKS: 'u',
      SSL_CERT_FILE: 'u',
      https_proxy: 'u',
    };
    expect(translate(pip, env)).toEqual({ variables: {}, options: [], own: true });
    expect(translate(new Map(), {})).toEqual({ variables: {}, options: [], own: false });
  });
});

describe.skipIf(process.platform === 'win32')('the settings of a user', () => {
  test('are asked of pip; without one its variables are all', async () => {
    const folder = newFolder();
    const env = { XDG_CONFIG_HOME: folder, PIP_FIND_LINKS: '/wheels', PIP_EXTRA_INDEX_URL: 'https://a' };
    const python = fake(folder, 'python', { pipConfig: "global.index-url='https://mirror'\n" });
    expect((await uvSettings(python, env, undefined)).variables).toEqual({
      UV_DEFAULT_INDEX: 'https://mirror',
    });
    const bare = fake(folder, 'bare', { broken: 'No module named pip' });
    expect((await uvSettings(bare, env, undefined)).variables).toEqual({
      UV_FIND_LINKS: '/wheels',
      UV_INDEX: 'https://a',
      UV_INDEX_STRATEGY: 'unsafe-best-match',
    });
  });

  test('in a file of uv are left to uv', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'uv'));
    writeFileSync(path.join(folder, 'uv', 'uv.toml'), '');
    const python = fake(folder, 'python', { pipConfig: "global.index-url='https://mirror'\n" });
    expect(await uvSettings(python, { XDG_CONFIG_HOME: folder }, undefined)).toEqual({
      variables: {},
      options: [],
      own: true,
    });
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Plants imports in a copy of the lint configuration's world, and looks whether lint sees them. */
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneset-layers-'));
  cpSync('biome.json', join(root, 'biome.json'));
  writeFileSync(join(root, '.gitignore'), '');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function lint(file: string, specifier: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import { planted } from '${specifier}';\n\nexport const used = planted;\n`);
  const biome = resolve('node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--vcs-enabled=false', file], {
    cwd: root,
    encoding: 'utf8',
  });
  rmSync(path);
  return stdout + stderr;
}

const against: readonly [file: string, specifier: string][] = [
  ['src/language/rules/planted.ts', 'vscode'],
  ['src/language/rules/planted.ts', 'node:fs'],
  ['src/language/rules/planted.ts', 'node:https'],
  ['src/language/rules/planted.ts', '../../server/start.ts'],
  ['src/language/planted.ts', '../workspace/read.ts'],
  ['src/language/planted.ts', '../cli/main.ts'],
  ['src/language/rules/chat/planted.ts', '../../../editor/client.ts'],
  ['src/evaluation/planted.ts', '../workspace/read.ts'],
  ['src/workspace/planted.ts', '../server/start.ts'],
  ['src/workspace/planted.ts', '../cli/main.ts'],
  ['src/workspace/planted.ts', 'vscode'],
  ['src/server/planted.ts', '../editor/client.ts'],
  ['src/server/planted.ts', '../cli/main.ts'],
  ['src/server/planted.ts', 'vscode'],
  ['src/server/planted.ts', 'undici'],
  ['src/cli/planted.ts', '../server/documents.ts'],
  ['src/cli/commands/planted.ts', '../../server/documents.ts'],
  ['src/cli/planted.ts', '../editor/client.ts'],
  ['src/editor/planted.ts', '../server/start.ts'],
  ['src/editor/planted.ts', '../cli/main.ts'],
  ['src/webview/planted.ts', '../language/index.ts'],
  ['src/providers/trl/planted.ts', '../../runs/ledger.ts'],
  ['src/providers/trl/planted.ts', 'vscode'],
  ['src/runs/planted.ts', '../editor/client.ts'],
  ['src/runs/planted.ts', 'node:http'],
  ['src/inference/planted.ts', '../runs/ledger.ts'],
];

const along: readonly [file: string, specifier: string][] = [
  ['src/language/rules/planted.ts', '../document/place.ts'],
  ['src/workspace/planted.ts', '../language/index.ts'],
  ['src/workspace/planted.ts', 'node:fs'],
  ['src/server/planted.ts', '../workspace/read.ts'],
  ['src/server/planted.ts', 'node:path'],
  ['src/cli/commands/planted.ts', '../../server/start.ts'],
  ['src/cli/planted.ts', '../workspace/read.ts'],
  ['src/editor/planted.ts', '../server/protocol.ts'],
  ['src/editor/planted.ts', 'vscode'],
  ['src/providers/trl/planted.ts', 'node:https'],
];

const message = /noRestrictedImports|noNodejsModules/;

describe('lint', () => {
  test.each(against)('refuses in %s an import of %s', (file, specifier) => {
    expect(lint(file, specifier)).toMatch(message);
  });

  test.each(along)('lets %s import %s', (file, specifier) => {
    expect(lint(file, specifier)).not.toMatch(message);
  });

  test('refuses a barrel file', () => {
    const path = join(root, 'src/cli/index.ts');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "export { main } from './main.ts';\nexport * from './other.ts';\n");
    const biome = resolve('node_modules/@biomejs/biome/bin/biome');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [biome, 'lint', '--vcs-enabled=false', 'src/cli'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect(stdout + stderr).toMatch(/noBarrelFile|noReExportAll/);
  });
});

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder, cacheFolder, exists } from './cache.mjs';
import { canInstallDebianPackages, installDebianPackages } from './debian.ts';
import { ensureNode24 } from './node24.mjs';
import { runNpm } from './npm.mjs';
import { HumanError, step } from './say.mjs';

/** The npm package code-server carries VS Code's workbench and server: 4.139.1 is VS Code 1.139.1. */
const version = '4.139.1';
const folderName = `code-server-${version}`;

export interface CodeServer {
  /** The Node that it was built for: its native modules run with no other. */
  node: string;
  entry: string;
  version: string;
}

/** VS Code's workbench and server in the cache folder, installed on first use. */
export async function ensureCodeServer(): Promise<CodeServer> {
  if (process.platform === 'win32') {
    throw new HumanError(
      'code-server does not run on Windows: install VS Code from https://code.visualstudio.com, or use WSL',
    );
  }
  const { node, folder: nodedir } = await ensureNode24("VS Code's server is built for it");
  if (!(await exists(path.join(cacheFolder(), folderName)))) {
    await ensureCompiler();
    step(
      `Installing code-server ${version} (VS Code in a browser) into ${cacheFolder()}. Once, 620 MB, about 5 minutes.`,
    );
  }
  const root = await cachedFolder(folderName, async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    await runNpm(['install', `code-server@${version}`, '--save-exact', '--ignore-scripts=false'], {
      cwd: folder,
      node,
      // Native modules are compiled against the headers beside that Node, so that none have to be fetched.
      env: { npm_config_nodedir: nodedir },
      doing: `Installing code-server ${version}`,
      timeoutMs: 25 * 60_000,
    });
    // An npm that was told to run no install scripts succeeds and leaves this out.
    if (!existsSync(path.join(folder, 'node_modules/code-server/lib/vscode/node_modules'))) {
      throw new HumanError(
        'code-server was installed without its install script: allow it, or set ignore-scripts=false for npm',
      );
    }
  });
  return { node, entry: path.join(root, 'node_modules/code-server/out/node/entry.js'), version };
}

/** Its native modules need a C++ compiler, make, Python and the Kerberos headers. */
async function ensureCompiler(): Promise<void> {
  const commands: Record<string, string> = {
    'g++': 'g++',
    make: 'make',
    python3: 'python3',
    'pkg-config': 'pkg-config',
  };
  const missing = Object.keys(commands).filter((command) => !isOnPath(command));
  if (process.platform === 'darwin') {
    if (missing.some((command) => command !== 'pkg-config')) {
      throw new HumanError(
        "A C++ compiler is missing for VS Code's server: install it with: xcode-select --install",
      );
    }
    return;
  }
  const headers = ['/usr/include/gssapi/gssapi.h', '/usr/include/gssapi.h'];
  const packages = missing.map((command) => commands[command] ?? command);
  if (!headers.some((file) => existsSync(file))) {
    packages.push('libkrb5-dev');
  }
  if (packages.length === 0) {
    return;
  }
  if (!existsSync('/usr/bin/apt-get') && !canInstallDebianPackages()) {
    throw new HumanError(
      "VS Code's server needs a C++ compiler, make, python3 and the Kerberos headers: " +
        'on Fedora: dnf install gcc-c++ make python3 krb5-devel; on Arch: pacman -S base-devel python krb5',
    );
  }
  await installDebianPackages(packages, "building VS Code's server");
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, command)));
}

import * as vscode from 'vscode';
import type { ProviderHost, ProviderSettings } from '../../providers/provider.ts';
import { cacheFolder } from '../../workspace/cache-folder.ts';
import type { Keys } from './keys.ts';

/** What providers have of the world, in the editor. Settings are read when they are asked for, so that changes count at once. */
export function editorHost(
  context: vscode.ExtensionContext,
  keys: Keys,
  log: vscode.LogOutputChannel,
): ProviderHost {
  return {
    env: process.env,
    // Who starts VS Code from a terminal may have it there.
    secret: async (name) => (await keys.get(name)) ?? process.env[name],
    // The same as for the command line: an environment of Python takes gigabytes.
    cacheFolder: cacheFolder(process.env),
    driverFolder: context.asAbsolutePath('python'),
    settings: new EditorSettings(),
    log: (text) => log.info(text),
  };
}

/** All of these are of the machine: VS Code takes none of them from a workspace. */
class EditorSettings implements ProviderSettings {
  get python(): string | undefined {
    return setting('training.python');
  }

  get environment(): string | undefined {
    return setting('training.environment');
  }

  get rayAddress(): string | undefined {
    return setting('ray.address');
  }

  get anyscale(): string | undefined {
    return setting('anyscale.path');
  }

  get anyscaleComputeConfig(): string | undefined {
    return setting('anyscale.computeConfig');
  }

  get anyscaleImage(): string | undefined {
    return setting('anyscale.image');
  }
}

function setting(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration('tuneset').get<unknown>(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

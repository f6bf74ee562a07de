import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { HumanError } from '../../../scripts/lib/say.mjs';

/** The folder of the one extension that was installed into an extensions folder. */
export async function installedExtension(extensions: string): Promise<string> {
  const names = (await readdir(extensions)).filter((name) => name.startsWith('tuneset.tuneset-'));
  const [name] = names;
  if (name === undefined) {
    throw new HumanError(`Nothing was installed into ${extensions}`);
  }
  return path.join(extensions, name);
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../../scripts/lib/say.mjs';
import { copyInto, makeTempFolder } from '../../../scripts/lib/temp-folder.ts';
import { bundleSuite } from './bundle.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');

/** What a run in either editor needs, all of it in one folder that is thrown away afterwards. */
export interface HostRun {
  temp: string;
  /** The bundled tests. */
  suite: string;
  /** A copy of test/fixtures/workspace, so that tests may change it. */
  workspace: string;
  /** The packed extension, still to be installed. */
  vsix: string;
}

export async function prepareHostRun(vsix: string): Promise<HostRun> {
  const fixture = path.join(root, 'test', 'fixtures', 'workspace');
  if (!existsSync(fixture)) {
    throw new HumanError(`${fixture} is missing: it is the workspace that the host tests open`);
  }
  const temp = await makeTempFolder();
  const suite = path.join(temp, 'suite', 'index.js');
  await bundleSuite(suite);
  return { temp, suite, workspace: await copyInto(temp, fixture), vsix };
}

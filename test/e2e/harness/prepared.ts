import path from 'node:path';
import { type BrowserEditor, findBrowserEditor } from '../../../scripts/editor.ts';
import { installExtension } from '../../../scripts/lib/editor-server.ts';
import { makeTempFolder, removeFolder } from '../../../scripts/lib/temp-folder.ts';
import { packageExtension } from '../../../scripts/package.ts';

/** What workbenches can share. */
export interface Prepared {
  editor: BrowserEditor;
  /** An extensions folder with Tuneset, packed and installed as users have it. */
  extensions: string;
}

/** `npm test` prepares once for all test files and hands it on by the environment. */
const variable = 'TUNESET_E2E';

/** Installs the VSIX into `temp`. `environment` lets other processes find it. */
export async function prepareWorkbenches(
  vsix: string,
  editor: BrowserEditor,
): Promise<{ prepared: Prepared; environment: Record<string, string>; temp: string }> {
  const temp = await makeTempFolder();
  const extensions = path.join(temp, 'extensions');
  await installExtension(editor.codeServer, vsix, extensions, path.join(temp, 'data'));
  const prepared: Prepared = { editor, extensions };
  return { prepared, environment: { [variable]: JSON.stringify(prepared) }, temp };
}

/** What was handed on; a test file that is run alone prepares for itself. */
export async function prepare(): Promise<Prepared & { release: () => Promise<void> }> {
  const handedOn = process.env[variable];
  if (handedOn) {
    return { ...JSON.parse(handedOn), release: async () => {} };
  }
  const editor = await findBrowserEditor();
  const { prepared, temp } = await prepareWorkbenches(await packageExtension(), editor);
  return { ...prepared, release: () => removeFolder(temp) };
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { URI } from 'vscode-uri';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true, force: true });
  }
});

/** A folder of its own for one test, with these files in it. */
export class TestFolder {
  readonly path: string;

  constructor(folder: string) {
    this.path = folder;
  }

  static async make(files: Record<string, string | Uint8Array> = {}): Promise<TestFolder> {
    const folder = new TestFolder(await mkdtemp(path.join(tmpdir(), 'tuneset-server-')));
    folders.push(folder.path);
    for (const [name, content] of Object.entries(files)) {
      await folder.write(name, content);
    }
    return folder;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(path.dirname(path.join(this.path, name)), { recursive: true });
    await writeFile(path.join(this.path, name), content);
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  uri(name = ''): string {
    return URI.file(path.join(this.path, name)).toString();
  }
}

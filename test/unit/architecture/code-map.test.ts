import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Folders of the repository that hold nothing to find one's way in. */
const outside = new Set(['node_modules', 'dist', 'out', '.git', '.ci', '.github']);

function folders(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !outside.has(entry.name))
    .map((entry) => (parent === '.' ? entry.name : `${parent}/${entry.name}`));
}

test("ARCHITECTURE.md's code map names every folder", () => {
  const map = readFileSync('ARCHITECTURE.md', 'utf8').split('## Code map')[1]!.split('\n## ')[0]!;
  const expected = [
    ...folders('.').filter((folder) => !['src', 'test', 'docs'].includes(folder)),
    ...folders('src'),
    ...folders('src/language'),
    ...folders('test'),
    ...folders('docs'),
  ];
  expect(expected.filter((folder) => !map.includes(`\`${folder}/\``))).toEqual([]);
});

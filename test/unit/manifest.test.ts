import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runsViewId } from '../../src/editor/training/ids.ts';
import { severities, targets } from '../../src/language/index.ts';
import { defaultProblems, mostProblems } from '../../src/server/settings.ts';

const root = path.join(import.meta.dirname, '..', '..');
const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText);
const { commands, configuration, jsonValidation, grammars, menus, views, viewsContainers, viewsWelcome } =
  manifest.contributes;
const { properties } = configuration;

test('the targets that can be set are those that there are', () => {
  const [one, several] = properties['tuneset.target'].anyOf;
  expect(one.enum).toEqual(targets.map(({ id }) => id));
  expect(one.enumDescriptions).toEqual(targets.map(({ title }) => title));
  expect(several.items).toEqual(one);
});

test('the severities that can be set are those that there are', () => {
  const { enum: settable } = properties['tuneset.rules'].additionalProperties;
  expect(new Set(settable)).toEqual(new Set(['off', ...severities]));
});

test('the limits of problems are those that the server keeps', () => {
  expect(properties['tuneset.maxProblems']).toMatchObject({
    default: defaultProblems,
    minimum: 1,
    maximum: mostProblems,
  });
});

test('every text has its words, and no words are left over', () => {
  const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
  const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  expect(new Set(used)).toEqual(new Set(Object.keys(words)));
});

test('commands are called as VS Code does, and all conditions are about commands that there are', () => {
  const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
  for (const { category, title, command } of commands) {
    expect(category).toBe('Tuneset');
    expect(words[title.slice(1, -1)], command).toMatch(
      /^[A-Z][a-z]+( (?:[A-Z][a-z]+|as|in|to|tuneset\.json))*…?$/,
    );
  }
  const ids = commands.map(({ command }: { command: string }) => command);
  for (const { command } of Object.values<{ command: string }[]>(menus).flat()) {
    expect(ids).toContain(command);
  }
});

test('nothing that trains is offered in a workspace that is not trusted', () => {
  const training = /Train|Run|Monitor|Key|rerun/;
  for (const { command, enablement } of commands) {
    expect(enablement === 'isWorkspaceTrusted', command).toBe(training.test(command));
  }
});

test('what says which programs run and where keys go is no business of a workspace', () => {
  const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  const personal = Object.keys(properties).filter((name) => properties[name].scope === 'machine');
  expect(personal).toEqual(restrictedConfigurations);
  expect(personal).toEqual([
    'tuneset.training.environment',
    'tuneset.training.python',
    'tuneset.ray.address',
    'tuneset.anyscale.path',
    'tuneset.anyscale.computeConfig',
    'tuneset.anyscale.image',
  ]);
});

test('the Runs view is called by one name everywhere, and welcomes with commands that there are', () => {
  const words = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
  const [container] = viewsContainers.activitybar;
  const [view] = views[container.id];
  expect(view.id).toBe(runsViewId);
  const conditions: string[] = [...menus['view/title'], ...menus['view/item/context']].map(
    ({ when }) => when,
  );
  expect(conditions.filter((when) => !when.startsWith(`view == ${runsViewId}`))).toEqual([]);
  const ids = commands.map(({ command }: { command: string }) => command);
  for (const { view: welcomed, contents } of viewsWelcome) {
    expect(welcomed).toBe(runsViewId);
    for (const [, command] of words[contents.slice(1, -1)].matchAll(/\(command:(tuneset\.\w+)\)/g)) {
      expect(ids).toContain(command);
    }
  }
});

test('everything that the manifest names is packed', () => {
  const packed = readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
  const files = [
    manifest.main,
    manifest.bin.tuneset,
    manifest.icon,
    viewsContainers.activitybar[0].icon,
    ...jsonValidation.map(({ url }: { url: string }) => url),
    ...grammars.map((grammar: { path: string }) => grammar.path),
  ].map((file) => path.posix.normalize(file));
  for (const file of files) {
    const pattern = `!${path.posix.dirname(file)}/*${path.posix.extname(file)}`;
    expect(packed.includes(`!${file}`) || packed.includes(pattern), file).toBe(true);
    // What is built is not there before it is.
    expect(file.startsWith('dist/') || existsSync(path.join(root, file)), file).toBe(true);
  }
});

test('grammars bear the name that they have in their file', () => {
  for (const grammar of grammars) {
    const { scopeName } = JSON.parse(readFileSync(path.join(root, grammar.path), 'utf8'));
    expect(grammar.scopeName).toBe(scopeName);
  }
});

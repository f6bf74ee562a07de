import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activeTab, notification, openFile, runCommand } from './harness/actions.ts';
import { screenshotFailures } from './harness/failure.ts';
import { choices, goBack, pick, pressButton, question, typeText } from './harness/quick-picks.ts';
import { startWorkbench, type Workbench } from './harness/workbench.ts';

/** Training as a person does it: asked, checked, started, watched; the window is reloaded in the middle. */
let workbench: Workbench;
let page: Page;

const minute = 60_000;
const python = process.env.TUNESET_TEST_PYTHON ?? '';
const model = process.env.TUNESET_TEST_MODEL ?? '';

beforeAll(async () => {
  expect(python, 'TUNESET_TEST_PYTHON: a Python that can train').not.toBe('');
  expect(model, 'TUNESET_TEST_MODEL: the folder of a tiny model').not.toBe('');
  workbench = await startWorkbench({ folder: 'samples' });
  page = workbench.page;
  await workbench.changeSettings({ 'tuneset.training.environment': python });
});

afterAll(() => workbench?.dispose());

screenshotFailures(() => workbench);

/** The folders of all runs, the oldest first. */
async function runFolders(): Promise<string[]> {
  const runs = path.join(workbench.folder, '.tuneset', 'runs');
  return existsSync(runs) ? (await readdir(runs)).sort().map((name) => path.join(runs, name)) : [];
}

interface Event {
  readonly seq: number;
  readonly attempt: number;
  readonly type: string;
  readonly step?: number;
  readonly state?: string;
  readonly handle?: { readonly pid: number };
}

async function events(folder: string): Promise<Event[]> {
  const text = await readFile(path.join(folder, 'events.jsonl'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

async function stateOf(folder: string): Promise<string | undefined> {
  return (await events(folder)).findLast(({ type }) => type === 'state')?.state;
}

async function stepOf(folder: string): Promise<number> {
  return (await events(folder)).findLast(({ type }) => type === 'metric')?.step ?? 0;
}

/** Lines of the Runs view. */
function runLines(): Locator {
  return page.locator('.pane-body .monaco-list[aria-label*="Runs"] .monaco-list-row');
}

/** The newest run as it is read out. */
async function spoken(): Promise<string> {
  return (await runLines().first().getAttribute('aria-label')) ?? '';
}

/** What is inside the monitor's webview: a frame in a frame. */
function monitor(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

async function setParameter(title: string, value: string): Promise<void> {
  await question(page, /Settings/);
  await pick(page, title, title);
  await question(page, title);
  await typeText(page, value);
  await page.keyboard.press('Enter');
}

/** Right-clicks a line and chooses from its menu, which ignores clicks in its first moments. */
async function chooseFromMenu(line: Locator, title: string, picture?: string): Promise<void> {
  await line.click({ button: 'right' });
  const entry = page.locator('.context-view .action-label', { hasText: title });
  await entry.waitFor();
  if (picture !== undefined) {
    await workbench.screenshot(picture);
  }
  await expect
    .poll(async () => {
      await entry.click({ timeout: 1000 }).catch(() => {});
      return entry.count();
    })
    .toBe(0);
}

/** Presses the shield of one check after the other. */
async function overrideAll(): Promise<void> {
  const start = choices(page).first();
  while ((await start.innerText()).includes('Not Ready')) {
    const before = await start.innerText();
    await pressButton(page, /Start Despite This/);
    await expect.poll(() => start.innerText()).not.toBe(before);
  }
}

async function bothThemes(name: string): Promise<void> {
  await workbench.screenshot(`${name}-dark`);
  await workbench.setTheme('light');
  await workbench.screenshot(`${name}-light`);
  await workbench.setTheme('dark');
}

describe('a first run', () => {
  let folder: string;

  test('is offered where there is none', async () => {
    await openFile(page, 'train.jsonl');
    await page.locator('.activitybar .action-label[aria-label^="Tuneset"]').click();
    const welcome = page.locator('.welcome-view-content');
    await expect.poll(() => welcome.innerText()).toContain('No model has been trained here yet');
    await bothThemes('runs-welcome');
  });

  test('is asked for step by step, and there is a way back', async () => {
    await page.locator('.welcome-view-content').getByText('Start Training Run…').click();
    await question(page, /What do you want to train on/);
    await workbench.screenshot('training-source-dark');
    await pick(page, 'samples');
    await question(page, /Where is it trained/);
    await workbench.screenshot('training-provider-dark');
    await pick(page, 'TRL');
    await question(page, /How is it trained/);
    await workbench.screenshot('training-method-dark');
    await goBack(page);
    await question(page, /Where is it trained/);
    await pick(page, 'TRL');
    await question(page, /How is it trained/);
    await pick(page, 'Supervised');
    await question(page, /Base model/);
    await typeText(page, model);
    await expect.poll(() => choices(page).allInnerTexts().then(String)).toContain('as typed');
    await workbench.screenshot('training-model-dark');
    // Who types and presses Enter at once means what was typed.
    await typeText(page, '');
    await expect.poll(() => choices(page).allInnerTexts().then(String)).not.toContain('as typed');
    await typeText(page, model);
    await page.keyboard.press('Enter');
    await question(page, /Settings/);
  });

  test('is set up, and what makes no sense is refused', async () => {
    await pick(page, 'Epochs', 'Epochs');
    await question(page, /Epochs/);
    await typeText(page, 'many');
    await page.keyboard.press('Enter');
    const widget = page.locator('.quick-input-widget');
    await expect.poll(() => widget.innerText()).toContain('Epochs takes a number above 0');
    await typeText(page, '40');
    await page.keyboard.press('Enter');
    await setParameter('Batch size', '1');
    await setParameter('Gradient accumulation', '1');
    await setParameter('Learning rate', '0.002');
    await setParameter('Steps between two reported losses', '1');
    await setParameter('Steps at most', '1200');
    await setParameter('Steps between two checkpoints', '100');
    await question(page, /Settings/);
    await workbench.screenshot('training-settings-chosen-dark');
    await typeText(page, 'Epochs');
    await expect.poll(() => choices(page).allInnerTexts().then(String)).toMatch(/Epochs\s*40/);
    await typeText(page, '');
    await bothThemes('training-settings');
  });

  test('is held back by what is wrong with its rows, which are one step away', async () => {
    await pick(page, 'Go On');
    await question(page, /Before it starts/);
    await expect.poll(() => choices(page).first().innerText()).toContain('Not Ready to Start');
    await bothThemes('training-preflight');
    await pick(page, 'Problems of the training rows');
    await question(page, /Problems of the training rows/);
    const row = choices(page)
      .filter({ hasText: /train\.jsonl:\d+/ })
      .first();
    const line = /:(\d+)/.exec(await row.innerText())?.[1];
    await workbench.screenshot('training-rows-dark');
    await row.click();
    await activeTab(page, 'train.jsonl').waitFor();
    // The list is back, and the row is open behind it.
    await question(page, /Before it starts/);
    await page
      .locator('.statusbar-item')
      .filter({ hasText: `Ln ${line},` })
      .waitFor();
    await workbench.screenshot('training-row-dark');
  });

  test('looks again by itself when a row was mended', async () => {
    // The list stays while somebody works in the editor.
    await page.locator('.view-line').filter({ hasText: 'asistant' }).getByText('asistant').dblclick();
    await page.keyboard.type('assistant');
    const problems = choices(page).filter({ hasText: 'Problems of the training rows' });
    const before = await problems.innerText();
    await page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => problems.innerText().catch(() => before), { timeout: minute }).not.toBe(before);
    await workbench.screenshot('training-mended-dark');
  });

  test('starts when what is wrong is overridden by name', async () => {
    await overrideAll();
    await workbench.screenshot('training-overridden-dark');
    await pick(page, 'Start Run');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await workbench.screenshot('training-confirm-dark');
    await dialog.getByRole('button', { name: 'Start Run' }).click();
    await expect.poll(async () => (await runFolders()).length, { timeout: minute }).toBe(1);
    [folder = ''] = await runFolders();
    await expect.poll(() => runLines().first().innerText(), { timeout: minute }).toMatch(/SFT/);
    await monitor().locator('.monitor').waitFor({ timeout: minute });
  });

  test('goes on while the window is reloaded, and is found again', { timeout: 6 * minute }, async () => {
    await expect.poll(() => stepOf(folder), { timeout: 3 * minute }).toBeGreaterThan(20);
    await workbench.screenshot('training-running-dark');
    const before = await stepOf(folder);
    await page.reload();
    await page.locator('.monaco-workbench.vs-dark').waitFor({ timeout: minute });
    const after = await stepOf(folder);
    await expect.poll(() => spoken(), { timeout: minute }).toMatch(/running/);
    // The monitor came back by itself, with the run that it was about.
    await expect.poll(() => monitor().locator('.monitor').innerText(), { timeout: minute }).toMatch(/SFT/);
    // What happened meanwhile is caught up with, and it goes on.
    await expect.poll(() => stepOf(folder), { timeout: minute }).toBeGreaterThan(Math.max(before, after));
    expect(await stateOf(folder)).toBe('running');
    await expect.poll(() => processesOf(folder)).toHaveLength(1);
    await expect.poll(() => monitor().locator('.monitor').innerText(), { timeout: minute }).toMatch(/of 6/);
    await workbench.screenshot('training-reloaded-dark');
    await expect.poll(() => stateOf(folder), { timeout: 4 * minute }).toBe('succeeded');
    await notification(page, 'succeeded').waitFor({ timeout: minute });
    await expect
      .poll(() => monitor().locator('.monitor').innerText(), { timeout: minute })
      .toMatch(/Succeeded/);
    await expect.poll(() => spoken()).toMatch(/succeeded/);
    await workbench.screenshot('training-succeeded-dark');
  });

  test('has lost no event, has none twice, and was one process', async () => {
    const noted = await events(folder);
    expect(noted.map(({ seq }) => seq)).toEqual(noted.map((_, index) => index + 1));
    expect(noted.filter(({ type }) => type === 'attempt')).toHaveLength(1);
    const started = noted.filter(({ type }) => type === 'started');
    expect(started).toHaveLength(1);
    const attempt = path.join(folder, 'attempt-1');
    const claim = JSON.parse(await readFile(path.join(attempt, 'driver.json'), 'utf8'));
    expect(started[0]!.handle!.pid).toBe(claim.pid);
    // What the driver said, in its own log, is what was noted.
    const { token } = JSON.parse(await readFile(path.join(attempt, 'spec.json'), 'utf8'));
    const log = await readFile(path.join(attempt, 'driver.log'), 'utf8');
    const said = log
      .split(/\r|\n/)
      .filter((line) => line.startsWith(`@@FT:${token} `))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))));
    expect(said.map(({ n }) => n)).toEqual(said.map((_, index) => index + 1));
    const ofType = (list: readonly Event[], wanted: string) =>
      list.filter(({ type }) => type === wanted).map(({ step, state }) => step ?? state);
    for (const type of ['metric', 'checkpoint', 'state']) {
      expect(ofType(noted, type), type).toEqual(ofType(said, type));
    }
    expect(ofType(noted, 'metric').length).toBeGreaterThan(1100);
    expect(existsSync(path.join(folder, 'output', 'adapter', 'adapter_model.safetensors'))).toBe(true);
  });
});

describe('a second run', () => {
  test('is the first with a change', { timeout: 6 * minute }, async () => {
    await chooseFromMenu(runLines().first(), 'Run Again…', 'runs-menu-dark');
    await setParameter('Learning rate', '0.0005');
    await setParameter('Steps at most', '400');
    await question(page, /Settings/);
    await pick(page, 'Name of the run', 'Name');
    await question(page, 'Name of the run');
    await typeText(page, 'slower');
    await page.keyboard.press('Enter');
    await question(page, /Settings/);
    await pick(page, 'Go On');
    await question(page, /Before it starts/);
    await typeText(page, 'instead of');
    await expect.poll(() => choices(page).count()).toBeGreaterThan(1);
    await workbench.screenshot('training-advice-dark');
    await typeText(page, '');
    await overrideAll();
    await pick(page, 'Start Run');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Start Run' }).click();
    await expect.poll(async () => (await runFolders()).length, { timeout: minute }).toBe(2);
    const folder = (await runFolders())[1]!;
    await expect.poll(() => stepOf(folder), { timeout: 3 * minute }).toBeGreaterThan(10);
    await bothThemes('runs-view');
  });

  test('is cancelled, and goes on from its checkpoint', { timeout: 6 * minute }, async () => {
    const folder = (await runFolders())[1]!;
    const newest = runLines().filter({ hasText: 'slower' });
    await newest.hover();
    await newest.getByRole('button', { name: 'Cancel Run' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await workbench.screenshot('run-cancel-dark');
    expect(await stateOf(folder)).toBe('running');
    await dialog.getByRole('button', { name: 'Cancel Run' }).click();
    await expect.poll(() => stateOf(folder), { timeout: minute }).toBe('cancelled');
    await expect.poll(() => spoken()).toMatch(/slower, cancelled/);
    await expect.poll(() => processesOf(folder)).toEqual([]);
    const { step = 0 } = (await events(folder)).findLast(({ type }) => type === 'checkpoint') ?? {};
    expect(step).toBeGreaterThan(0);
    await newest.hover();
    await newest.getByRole('button', { name: 'Resume Run' }).click();
    await expect.poll(() => stateOf(folder), { timeout: 4 * minute }).toBe('succeeded');
    // Not from its beginning: the first step after the checkpoint is the next.
    const again = (await events(folder)).filter(({ attempt, type }) => attempt === 2 && type === 'metric');
    expect(again[0]?.step).toBe(step + 1);
  });

  test('is compared with the first in the monitor', async () => {
    await runCommand(page, 'Notifications: Clear All Notifications');
    const shown = () => monitor().locator('.monitor').innerText();
    await expect.poll(shown, { timeout: minute }).toMatch(/slower\s+Succeeded/);
    await expect.poll(shown).toMatch(/Runs\s*2 of 2/i);
    await bothThemes('training-compared');
  });
});

test('the environment is looked at, and what is found is told', async () => {
  await runCommand(page, 'Tuneset: Check Training Environment');
  await pick(page, 'TRL');
  await question(page, /ready/);
  await expect.poll(() => choices(page).allInnerTexts().then(String)).toMatch(/Python/);
  await bothThemes('training-environment');
  await page.keyboard.press('Escape');
  await workbench.changeSettings({
    'tuneset.training.environment': path.join(workbench.folder, 'no-python'),
  });
  await runCommand(page, 'Tuneset: Check Training Environment');
  await pick(page, 'TRL');
  await question(page, /not ready/);
  await expect.poll(() => choices(page).allInnerTexts().then(String)).toMatch(/no-python/);
  await workbench.screenshot('training-environment-missing-dark');
  await page.keyboard.press('Escape');
});

test('a run is deleted after a question', async () => {
  const [, second = ''] = await runFolders();
  await chooseFromMenu(runLines().filter({ hasText: 'slower' }), 'Delete Run');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  await workbench.screenshot('run-delete-dark');
  expect(existsSync(second)).toBe(true);
  await dialog.getByRole('button', { name: 'Delete Run' }).click();
  await expect.poll(() => existsSync(second)).toBe(false);
  await expect.poll(() => runLines().filter({ hasText: 'slower' }).count()).toBe(0);
  expect(await runFolders()).toHaveLength(1);
});

/** Driver processes of a run that have no other of them above: what it started itself does not count. */
async function processesOf(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') {
    const { pid } = JSON.parse(await readFile(path.join(folder, 'attempt-1', 'driver.json'), 'utf8'));
    return [pid];
  }
  const found = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    try {
      const command = /^\d+$/.test(name) ? await readFile(`/proc/${name}/cmdline`, 'utf8') : '';
      if (command.includes('train.py') && (await readlink(`/proc/${name}/cwd`)) === folder) {
        const parent = /^PPid:\s*(\d+)/m.exec(await readFile(`/proc/${name}/status`, 'utf8'))?.[1];
        found.set(Number(name), Number(parent));
      }
    } catch {
      // It ended while it was looked at.
    }
  }
  return [...found].filter(([, parent]) => !found.has(parent)).map(([pid]) => pid);
}

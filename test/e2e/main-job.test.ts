import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applyQuickFix,
  goTo,
  openFile,
  openProblems,
  openQuickFixes,
  runCommand,
  save,
  showHover,
  squiggles,
  visibleText,
  waitForSquiggles,
} from './harness/actions.ts';
import { screenshotFailures } from './harness/failure.ts';
import { startWorkbench, type Workbench } from './harness/workbench.ts';

/** The main job as a person does it: open a training file, see what is wrong, mend it with mouse and keys. */
let workbench: Workbench;
let page: Page;

beforeAll(async () => {
  workbench = await startWorkbench({ folder: 'samples', settings: { 'editor.wordWrap': 'off' } });
  page = workbench.page;
});

afterAll(() => workbench?.dispose());

screenshotFailures(() => workbench);

async function onDisk(file: string): Promise<string[]> {
  return (await readFile(path.join(workbench.folder, file), 'utf8')).split('\n');
}

/** Problems of the open file that the Problems view lists with a code. */
async function listed(code: string): Promise<number> {
  return (await openProblems(page, code)).filter({ hasText: code }).count();
}

describe('a training file with flaws', () => {
  test('shows squiggles and problems, in a dark and a light theme', async () => {
    await openFile(page, 'train.jsonl');
    await waitForSquiggles(page);
    await expect.poll(() => listed('chat.unknown-role')).toBeGreaterThan(0);
    await expect.poll(() => listed('json.blank-line')).toBeGreaterThan(0);
    // All of them again, for the picture.
    await expect.poll(async () => (await openProblems(page)).count()).toBeGreaterThan(5);
    await goTo(page, 7);
    await workbench.screenshot('problems-dark');
    await workbench.setTheme('light');
    await workbench.screenshot('problems-light');
    await workbench.setTheme('dark');
  });

  test('gets one row mended by the fix under the cursor', async () => {
    const lines = await onDisk('train.jsonl');
    const line = lines.findIndex((text) => text.includes('"asistant"')) + 1;
    await goTo(page, line, lines[line - 1]!.indexOf('asistant') + 3);
    await expect.poll(() => visibleText(page)).toContain('asistant');
    await openQuickFixes(page);
    await workbench.screenshot('quick-fix-dark');
    await page.keyboard.press('Escape');
    await applyQuickFix(page, 'assistant');
    await save(page);
    const after = await onDisk('train.jsonl');
    expect(after[line - 1]).toBe(lines[line - 1]!.replace('"asistant"', '"assistant"'));
    expect(after.filter((text, index) => text !== lines[index])).toHaveLength(1);
    await expect.poll(() => listed('chat.unknown-role')).toBe(0);
  });

  test('shows a problem while it is typed, and no more once it is undone', async () => {
    await openFile(page, 'valid.jsonl');
    await expect.poll(() => visibleText(page)).toContain('extend a film loan');
    await expect.poll(() => squiggles(page).count()).toBe(0);
    // One broken row is planted in train.jsonl, which is open still.
    await expect.poll(() => listed('json.syntax')).toBe(1);
    await goTo(page, 1, 2);
    await page.keyboard.type('oops');
    await waitForSquiggles(page);
    await expect.poll(() => listed('json.syntax')).toBe(2);
    for (let count = 0; count < 4; count++) {
      await page.keyboard.press('Backspace');
    }
    await expect.poll(() => listed('json.syntax')).toBe(1);
    await expect.poll(() => squiggles(page).count()).toBe(0);
    await save(page);
  });

  test('gets everything safe mended by one command', async () => {
    await openFile(page, 'train.jsonl');
    await runCommand(page, 'Tuneset: Fix All Safe Problems');
    // What counts is the file: the list of problems may be empty for other reasons, too.
    const saved = async (): Promise<string[]> => {
      await save(page);
      return (await onDisk('train.jsonl')).slice(0, -1);
    };
    await expect.poll(saved).not.toContain('');
    const text = await saved();
    // The row that is no object is still there: what is not safe is left to a person.
    expect(text).toContain('["not", "a", "row"]');
  });

  test('explains a row on hover', async () => {
    const lines = await onDisk('train.jsonl');
    await goTo(page, 1, lines[0]!.indexOf('"user"') + 3);
    const hover = await showHover(page);
    await expect.poll(() => hover.innerText()).toMatch(/Row 1/);
    await expect.poll(() => hover.innerText()).toMatch(/3 messages/);
    await workbench.screenshot('hover-dark');
    await page.keyboard.press('Escape');
  });

  test('completes roles', async () => {
    const lines = await onDisk('train.jsonl');
    await goTo(page, 1, lines[0]!.indexOf('"user"') + 2);
    await page.keyboard.press('ControlOrMeta+Space');
    const suggestions = page.locator('.suggest-widget .monaco-list-row');
    await expect.poll(async () => (await suggestions.allInnerTexts()).join('\n')).toMatch(/assistant/);
    await workbench.screenshot('completion-dark');
    await page.keyboard.press('Escape');
  });

  test('is left alone by Toggle Comment', async () => {
    const before = await onDisk('train.jsonl');
    await goTo(page, 2, 1);
    await page.keyboard.press('ControlOrMeta+/');
    await page.keyboard.type(' ');
    await page.keyboard.press('Backspace');
    await save(page);
    expect(await onDisk('train.jsonl')).toEqual(before);
  });

  test('shows the format and the target, and lets a person choose another', async () => {
    await page.locator('[id="status.languageStatus"] a').first().hover();
    const items = page.locator('.hover-language-status:visible');
    await expect.poll(() => items.allInnerTexts().then(String)).toMatch(/OpenAI chat[\s\S]*Together/);
    await workbench.screenshot('status-dark');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Tuneset: Choose Training Target…');
    const list = page.locator('.quick-input-list');
    await expect.poll(() => list.innerText()).toMatch(/together-sft/);
    await workbench.screenshot('targets-dark');
    await page.keyboard.press('Escape');
  });
});

describe('tuneset.json', () => {
  test('is completed and checked by the editor', async () => {
    await openFile(page, 'tuneset.json');
    await expect.poll(() => visibleText(page)).toContain('together-sft');
    const lines = await onDisk('tuneset.json');
    const line = lines.findIndex((text) => text.includes('"together-sft"')) + 1;
    await goTo(page, line, lines[line - 1]!.indexOf('together-sft') + 1);
    await page.keyboard.type('x');
    await waitForSquiggles(page);
    await workbench.screenshot('configuration-dark');
    await page.keyboard.press('Backspace');
    await expect.poll(() => squiggles(page).count()).toBe(0);
  });
});

import type { Locator, Page } from 'playwright-core';

/** Opens a file of the workspace through quick open, by its name or the end of its path. */
export async function openFile(page: Page, name: string): Promise<void> {
  const base = name.replace(/^.*[\\/]/, '');
  await openQuickInput(page, 'ControlOrMeta+P', name);
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(base, { exact: true }) });
  await row.first().click();
  await activeTab(page, base).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/** Runs a command by its title, with its category: `Tuneset: Check Dataset`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openQuickInput(page, 'F1', `>${title}`);
  const row = page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.getByText(title, { exact: true }) });
  await row.first().click();
}

/** Types into the quick input that a key opens. */
async function openQuickInput(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  if (await page.locator('.context-view:visible').count()) {
    // A menu that a test left open would keep the clicks to itself.
    await page.keyboard.press('Escape');
  }
  // The workbench may not be listening yet, or an earlier quick input may just be closing.
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await page.keyboard.press(key);
      await input.waitFor({ timeout: 3_000 });
      await input.fill(text, { timeout: 3_000 });
      return;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  throw new Error(`${key} opened no quick input`);
}

export function activeTab(page: Page, name: string): Locator {
  return page.locator('.tab.active').filter({ hasText: name });
}

/** The marks under text that has a problem. */
export function squiggles(page: Page): Locator {
  return page
    .locator('.editor-instance')
    .locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint');
}

/** Waits until at least one problem is marked in the open editor. */
export async function waitForSquiggles(page: Page): Promise<void> {
  // Attached, not visible: a mark that starts at the end of a line has no width of its own.
  await squiggles(page).first().waitFor({ state: 'attached', timeout: 60_000 });
}

/**
 * Opens the Problems panel; the answer are its rows, files and problems alike. Only rows in view exist: `filter`, a part
 * of a message or a rule code, brings the ones that matter there.
 */
export async function openProblems(page: Page, filter = ''): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) {
    await page.keyboard.press('ControlOrMeta+Shift+M');
  }
  await panel.waitFor();
  const input = page.locator('.panel .viewpane-filter input');
  if ((await input.inputValue()) !== filter) {
    await input.fill(filter);
  }
  return panel.locator('.monaco-list-row');
}

/** The text of the lines that the editor shows. */
export async function visibleText(page: Page): Promise<string> {
  const lines = await page.locator('.editor-instance').first().locator('.view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** A notification that the workbench shows, by a part of its text. */
export function notification(page: Page, text: string): Locator {
  return page.locator('.notification-list-item').filter({ hasText: text });
}

/** Puts the cursor there, both counted from 1, and the keyboard into the editor. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await openQuickInput(page, 'Control+G', `:${line}:${column}`);
  await page.keyboard.press('Enter');
  const position = page.locator('.statusbar-item').filter({ hasText: `Ln ${line}, Col ${column}` });
  await position.waitFor();
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Opens the menu of fixes where the cursor is; the answer are its entries. */
export async function openQuickFixes(page: Page): Promise<Locator> {
  const entries = page.locator('.action-widget .monaco-list-row');
  // The menu closes by itself when problems or fixes change while it opens.
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.keyboard.press('ControlOrMeta+.');
    try {
      await entries.first().waitFor({ timeout: 3_000 });
      return entries;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  throw new Error('No fix was offered');
}

/** Picks a fix by a part of its title where the cursor is. */
export async function applyQuickFix(page: Page, title: string): Promise<void> {
  const entries = await openQuickFixes(page);
  const fix = entries.filter({ hasText: title }).first();
  await fix.click({ timeout: 3_000 }).catch(async () => {
    // It closed again, or offered what was true a moment before.
    await page.keyboard.press('Escape');
    await (await openQuickFixes(page)).filter({ hasText: title }).first().click();
  });
}

/** Asks for the hover at the cursor. Its parts come one by one: poll its text for the one that is expected. */
export async function showHover(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  const hover = page.locator('.monaco-hover:visible').first();
  await hover.waitFor();
  return hover;
}

/** Saves the open file and waits until its tab no longer says that it has changes. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+S');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}

import type { Locator, Page } from 'playwright-core';

/** What VS Code asks at the top of its window, one question after the other. */

/** Waits for the question with this in its title or its placeholder. */
export async function question(page: Page, text: string | RegExp): Promise<Locator> {
  const widget = page.locator('.quick-input-widget:visible');
  const byTitle = widget.filter({ has: page.locator('.quick-input-title', { hasText: text }) });
  const byPlaceholder = widget.filter({ has: page.getByPlaceholder(text) });
  const either = byTitle.or(byPlaceholder);
  await either.waitFor({ timeout: 60_000 });
  return either;
}

/** The lines that can be picked, as far as they are in view. */
export function choices(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
}

/** Picks the line that says this, after narrowing the list down to it where `filter` is given. */
export async function pick(page: Page, text: string, filter?: string): Promise<void> {
  if (filter !== undefined) {
    await typeText(page, filter);
  }
  await choices(page).filter({ hasText: text }).first().click();
}

export async function typeText(page: Page, text: string): Promise<void> {
  await page.locator('.quick-input-widget:visible input.input').fill(text);
}

/** Presses a button of the first line that has it; it shows when the line is pointed at. */
export async function pressButton(page: Page, button: string | RegExp): Promise<void> {
  const row = choices(page)
    .filter({ has: page.locator('.action-label').and(page.getByLabel(button)) })
    .first();
  await row.hover();
  await row.getByLabel(button).click();
}

export async function goBack(page: Page): Promise<void> {
  await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Back' }).click();
}

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/lib/browser.ts';
import { ensureChromium } from '../../scripts/lib/chromium.ts';
import { formatValue } from '../../src/webview/monitor/format.ts';
import {
  comparison,
  empty,
  type Fixture,
  failed,
  hostile,
  huge,
  runOf,
  single,
  usual,
} from '../webview/fixtures.ts';
import { type Bundle, bundleMonitor } from '../webview/monitor.html.ts';
import { type Monitor, type OpenOptions, openMonitor } from '../webview/open-monitor.ts';
import { themes } from '../webview/themes.ts';

/** The run monitor as it is shipped, in a browser, under the policy that its panel gives it. */

let browser: Browser;
let bundle: Bundle;
let monitor: Monitor | undefined;

beforeAll(async () => {
  [browser, bundle] = await Promise.all([ensureChromium().then(launchBrowser), bundleMonitor()]);
});

afterAll(() => browser?.close());

beforeEach(() => {
  monitor = undefined;
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await monitor?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`);
  }
  const faults = await monitor?.faults();
  await monitor?.close();
  // After everything that was done: nothing was thrown, blocked by the policy, or loaded from elsewhere.
  expect(faults ?? []).toEqual([]);
});

async function open(fixture: Fixture, options?: OpenOptions): Promise<Monitor> {
  monitor = await openMonitor(browser, bundle, fixture, options);
  return monitor;
}

const both = { focus: 'run-a', selected: ['run-a', 'run-b'] };
const lossPlot = '.chart[data-plot="loss"]';

/** The picture of a plot, to see whether it changed. */
function picture({ page }: Monitor, plot = lossPlot): Promise<string> {
  return page.evaluate(`document.querySelector('${plot} canvas')?.toDataURL() ?? ''`);
}

/** Where on the page a step lies in the loss plot, which shows from 0 to the last step and some room. */
async function atStep({ page }: Monitor, step: number, last: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator(`${lossPlot} .u-over`).boundingBox())!;
  return { x: box.x + (step / (last * 1.015)) * box.width, y: box.y + box.height / 2 };
}

const tooltip = ({ page }: Monitor) => page.locator(`${lossPlot} .tooltip.shown`);

test('asks for the runs, then for the curves and log of the one it is about', async () => {
  const opened = await open(comparison());
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  expect(await opened.posted()).toEqual([{ type: 'ready' }, { type: 'show', ids: ['run-a'] }]);
  await expect.poll(() => opened.page.locator('h1').textContent()).toBe('support-bot r16');
});

test('a second run is shown in the same plot once it is ticked, and no more once it is not', async () => {
  const opened = await open(comparison());
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  const alone = await picture(opened);
  const box = opened.page.locator('.run-list li[data-run="run-b"] vscode-checkbox');
  await box.click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'show', ids: ['run-a', 'run-b'] });
  await expect.poll(() => picture(opened)).not.toBe(alone);
  const colours = await opened.page.evaluate(
    `[...document.querySelectorAll('.run-colour svg')].map((sample) => getComputedStyle(sample).color)`,
  );
  expect(new Set(colours as string[]).size).toBe(2);
  await box.click();
  await expect.poll(() => picture(opened)).toBe(alone);
});

test('the pointer reads the values of every run at its step, and the checkpoint there', async () => {
  const fixture = comparison();
  const opened = await open(fixture, { kept: { ...both, smoothing: 0 } });
  const place = await atStep(opened, 600, 1000);
  await opened.page.mouse.move(place.x, place.y);
  await tooltip(opened).waitFor();
  const row = fixture.series['run-a']!.steps.indexOf(600);
  const text = (id: string, metric: string, at: number) =>
    formatValue(fixture.series[id]!.values[metric]![at]!);
  expect(await tooltip(opened).locator('thead th').first().textContent()).toBe('Step 600');
  expect(await tooltip(opened).locator('tr[data-run="run-a"] td').allTextContents()).toEqual([
    text('run-a', 'loss', row),
    text('run-a', 'eval_loss', row),
  ]);
  expect(await tooltip(opened).locator('tr[data-run="run-b"] td').allTextContents()).toEqual([
    text('run-b', 'loss', row),
    text('run-b', 'eval_loss', row),
  ]);
  expect(await tooltip(opened).textContent()).toContain('Checkpoint at step 600');
  await opened.page.mouse.move(1, 1);
  await tooltip(opened).waitFor({ state: 'hidden' });
});

test('a part is zoomed into by dragging, in all plots; a double-click and the button show everything', async () => {
  const opened = await open(comparison(), { kept: both });
  await opened.page.locator('.chart[data-plot="learning_rate"] canvas').waitFor();
  const [loss, rate] = [await picture(opened), await picture(opened, '.chart[data-plot="learning_rate"]')];
  const drag = async () => {
    const [from, to] = [await atStep(opened, 300, 1000), await atStep(opened, 500, 1000)];
    await opened.page.mouse.move(from.x, from.y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(to.x, to.y, { steps: 5 });
    await opened.page.mouse.up();
    const { zoom } = (await opened.kept()) as { zoom: [number, number] };
    expect(zoom.map(Math.round)).toEqual([expect.closeTo(300, -1), expect.closeTo(500, -1)]);
    await opened.page.mouse.move(1, 1);
  };
  await drag();
  expect(await picture(opened)).not.toBe(loss);
  expect(await picture(opened, '.chart[data-plot="learning_rate"]')).not.toBe(rate);
  await opened.page.locator('.reset-zoom').click();
  await expect.poll(() => picture(opened)).toBe(loss);
  await drag();
  const middle = await atStep(opened, 500, 1000);
  await opened.page.mouse.dblclick(middle.x, middle.y);
  expect(((await opened.kept()) as { zoom?: unknown }).zoom).toBeUndefined();
  await opened.page.mouse.move(1, 1);
  await expect.poll(() => picture(opened)).toBe(loss);
});

test('smoothing changes the drawn line, and the table names both values', async () => {
  const opened = await open(comparison(), { kept: { ...both, smoothing: 0 } });
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  const raw = await picture(opened);
  const rate = await picture(opened, '.chart[data-plot="learning_rate"]');
  await opened.page.locator('input.slider').fill('0.9');
  await expect.poll(() => picture(opened)).not.toBe(raw);
  expect(await opened.page.locator('.smoothing-value').textContent()).toBe('0.90');
  expect(await picture(opened, '.chart[data-plot="learning_rate"]')).toBe(rate);
  const place = await atStep(opened, 300, 1000);
  await opened.page.mouse.move(place.x, place.y);
  expect(await tooltip(opened).locator('thead th').allTextContents()).toEqual([
    'Step 300',
    'Training',
    'Smoothed',
    'Validation',
  ]);
});

test('axis, scale and further metrics can be chosen', async () => {
  const opened = await open(comparison(), { kept: both });
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  let before = await picture(opened);
  const changes = async () => {
    await expect.poll(() => picture(opened)).not.toBe(before);
    before = await picture(opened);
  };
  await opened.page.getByText('Log scale').click();
  await changes();
  for (const axis of ['Time', 'Epoch']) {
    await opened.page.locator('.charts-view .toolbar vscode-dropdown').click();
    await opened.page.locator('vscode-option', { hasText: axis }).click();
    await changes();
  }
  const place = await atStep(opened, 400, 1000);
  await opened.page.mouse.move(place.x, place.y);
  await expect
    .poll(() => tooltip(opened).locator('thead th').first().textContent())
    .toMatch(/^Epoch 1\.\d\d$/);
  expect(await opened.page.locator('.chart').count()).toBe(2);
  await opened.page.locator('.metric-list').getByText('Gradient norm').click();
  await opened.page.locator('.chart[data-plot="grad_norm"] canvas').waitFor();
});

test('the keyboard reads values aloud, zooms and shows everything', async () => {
  const opened = await open(comparison(), { kept: { ...both, smoothing: 0 } });
  await opened.page.locator(lossPlot).focus();
  const voice = opened.page.locator('.voice');
  await opened.page.keyboard.press('ArrowRight');
  await expect.poll(() => voice.textContent()).toMatch(/^Step 5\. support-bot r16: Training \d/);
  await opened.page.keyboard.press('End');
  await expect.poll(() => voice.textContent()).toMatch(/^Step 620\./);
  await opened.page.keyboard.press('+');
  const { zoom } = (await opened.kept()) as { zoom: [number, number] };
  expect(zoom[1] - zoom[0]).toBeLessThan(600);
  await opened.page.keyboard.press('Escape');
  expect(((await opened.kept()) as { zoom?: unknown }).zoom).toBeUndefined();
});

test('what is shown survives being hidden: runs, zoom, smoothing, tab, search', async () => {
  const kept = {
    ...both,
    smoothing: 0.3,
    zoom: [100, 200],
    axis: 'step',
    tab: 'log',
    query: 'OSError',
    level: 'errors',
  };
  const opened = await open(comparison(), { kept });
  await expect.poll(() => opened.page.locator('.match-count').textContent()).toBe('1 of 12');
  expect(await opened.page.locator('.log-line').count()).toBe(12);
  await opened.page.locator('#tab-charts').click();
  await opened.page.locator('.reset-zoom').waitFor();
  expect(await opened.page.locator('.smoothing-value').textContent()).toBe('0.30');
  expect(await opened.posted()).toContainEqual({ type: 'show', ids: ['run-a', 'run-b'] });
  expect(await opened.kept()).toMatchObject({ ...kept, tab: 'charts' });
});

test('the log is searched: matches are counted, gone through, and filtered by level', async () => {
  const fixture = comparison();
  const opened = await open(fixture);
  await opened.page.locator('#tab-log').click();
  const last = () => opened.page.locator('.log-line').last().getAttribute('data-number');
  // At the end of 5,000 lines, of which only those that are seen are in the page.
  await expect.poll(last).toBe('4999');
  expect(await opened.page.locator('.log-line').count()).toBeLessThan(120);
  await opened.page.locator('.log-search input').fill('no SPACE left');
  const count = opened.page.locator('.match-count');
  const errors = fixture.logs['run-a']!.filter(({ level }) => level === 'error').length;
  await expect.poll(() => count.textContent()).toBe(`1 of ${errors}`);
  expect(await opened.page.locator('mark.current').textContent()).toBe('No space left');
  const first = await opened.page.locator('.log-line:has(mark.current)').getAttribute('data-number');
  await opened.page.locator('.log-search input').press('Enter');
  await expect.poll(() => count.textContent()).toBe(`2 of ${errors}`);
  expect(await opened.page.locator('.log-line:has(mark.current)').getAttribute('data-number')).not.toBe(
    first,
  );
  await opened.page.locator('.log-search input').press('Shift+Enter');
  await opened.page.locator('.log-search input').press('Shift+Enter');
  await expect.poll(() => count.textContent()).toBe(`${errors} of ${errors}`);
  await opened.page.locator('.log-search input').fill('no such thing');
  await expect.poll(() => count.textContent()).toBe('No results');
});

test('the log follows its end until it is scrolled away, and again when asked to', async () => {
  const opened = await open(comparison(), { kept: { tab: 'log' } });
  const last = () => opened.page.locator('.log-line').last().getAttribute('data-number');
  const more = (from: number) =>
    opened.tell({
      type: 'log',
      id: 'run-a',
      from,
      lines: [{ time: '', level: 'info', text: `line ${from}` }],
    });
  await expect.poll(last).toBe('4999');
  await more(5000);
  await expect.poll(last).toBe('5000');
  await opened.page.locator('.log').hover();
  await opened.page.mouse.wheel(0, -5000);
  const jump = opened.page.locator('.jump vscode-button');
  await jump.waitFor();
  const before = await last();
  await more(5001);
  expect(await last()).toBe(before);
  await jump.click();
  await expect.poll(last).toBe('5001');
  await jump.waitFor({ state: 'hidden' });
});

test('"Go to Row" asks the editor for the row, from the banner and from the list', async () => {
  const opened = await open(failed());
  const asked = { type: 'openRow', id: 'run-a', path: 'train.jsonl', line: 1204 };
  await opened.page.locator('.banner .go-to-row').click();
  expect((await opened.posted()).at(-1)).toEqual(asked);
  await opened.page.locator('.banner').getByText('2 more problems').click();
  await opened.page.locator('.problem .go-to-row').nth(1).click();
  expect((await opened.posted()).at(-1)).toEqual({ ...asked, line: 88 });
});

test.each([
  ['cancel', comparison],
  ['resume', failed],
  ['rerun', failed],
  ['openLog', failed],
  ['reveal', failed],
  ['copyCommand', failed],
] as const)('the action "%s" is asked of the editor', async (action, fixture) => {
  const opened = await open(fixture());
  await opened.page.locator(`.action-${action}`).click();
  expect((await opened.posted()).at(-1)).toEqual({ type: 'action', id: 'run-a', action });
});

test('points, states and ends come in while it is open', async () => {
  const fixture = comparison();
  const opened = await open(fixture);
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  const before = await picture(opened);
  await opened.tell({
    type: 'points',
    id: 'run-a',
    series: { steps: [625], times: [2e9], values: { loss: [0.1] } },
  });
  await expect.poll(() => picture(opened)).not.toBe(before);
  const [run, ...others] = fixture.runs;
  const ended = { ...run!, state: 'succeeded', final: true, step: 1000, actions: ['rerun' as const] };
  await opened.tell({ type: 'runs', runs: [ended, ...others], focus: 'run-a' });
  await expect.poll(() => opened.page.locator('.run-header .state').textContent()).toBe('Succeeded');
  await expect.poll(() => opened.page.locator('.voice').textContent()).toBe('support-bot r16: Succeeded');
  expect(await opened.page.locator('.action-cancel').count()).toBe(0);
});

test('a box keeps the focus, and a button its place, while the run goes on', async () => {
  const fixture = comparison();
  const opened = await open(fixture);
  const box = opened.page.locator('.run-list li[data-run="run-b"] vscode-checkbox');
  await box.focus();
  const [run, ...others] = fixture.runs;
  for (const step of [630, 640]) {
    const next = { ...run!, step, latest: { ...run!.latest, loss: step } };
    await opened.tell({ type: 'runs', runs: [next, ...others], focus: 'run-a' });
    await expect.poll(() => opened.page.locator('.facts').textContent()).toContain(`${step} of`);
  }
  await opened.page.keyboard.press('Space');
  expect((await opened.posted()).at(-1)).toEqual({ type: 'show', ids: ['run-a', 'run-b'] });
});

test('a removed run leaves the plots; without its own run the view says so', async () => {
  const fixture = comparison();
  const opened = await open(fixture, { kept: both });
  await opened.tell({ type: 'runs', runs: [fixture.runs[0]!], focus: 'run-a' });
  await expect
    .poll(async () => ((await opened.kept()) as { selected: string[] }).selected)
    .toEqual(['run-a']);
  await opened.tell({ type: 'runs', runs: [fixture.runs[1]!], focus: 'run-a' });
  await expect.poll(() => opened.page.locator('.nothing').textContent()).toContain('gone');
});

test('before anything is logged it says what it waits for', async () => {
  const opened = await open(empty());
  await expect
    .poll(() => opened.page.locator('.chart-empty:visible').allTextContents())
    .toEqual(['Waiting for the first loss…', 'Waiting for the first value of “Learning rate”…']);
});

test('a loss that is no number any more is said, and the line is broken', async () => {
  const opened = await open(failed());
  await expect
    .poll(() => opened.page.locator(`${lossPlot} .chart-notice`).textContent())
    .toBe('Not a finite number at 6 points, first at step 190');
});

test('texts that would be harmful as HTML stay texts, everywhere', async () => {
  const fixture = hostile();
  const opened = await open(fixture);
  const evil = fixture.focus;
  await expect.poll(() => opened.page.locator('h1').textContent()).toBe(evil);
  const place = await atStep(opened, 40, 100);
  await opened.page.mouse.move(place.x, place.y);
  expect(await tooltip(opened).locator('.run-name').textContent()).toBe(evil);
  for (const [tab, text] of [
    ['log', `${evil}red \ufffdabc`],
    ['problems', evil],
    ['outputs', evil],
    ['details', evil],
  ] as const) {
    await opened.page.locator(`#tab-${tab}`).click();
    await opened.page.locator(`#view-${tab}`).getByText(text, { exact: true }).first().waitFor();
  }
  await opened.page.locator('#tab-charts').click();
  await opened.page.locator('.metric-list').getByText(evil).click();
  await expect.poll(() => opened.page.locator('.chart h2').allTextContents()).toContain(evil);
  expect(await opened.page.locator('img, script[src=x]').count()).toBe(0);
  expect(await opened.page.evaluate('window.harmed')).toBeUndefined();
});

test('a run of 100,000 steps is drawn, read and zoomed into', async () => {
  const fixture = huge(100_000);
  const opened = await open(fixture, { kept: { smoothing: 0 } });
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  const whole = await picture(opened);
  await opened.page.locator(lossPlot).focus();
  await opened.page.keyboard.press('End');
  await expect.poll(() => opened.page.locator('.voice').textContent()).toMatch(/^Step 100,000\./);
  for (let press = 0; press < 6; press += 1) {
    await opened.page.keyboard.press('+');
  }
  expect(await picture(opened)).not.toBe(whole);
});

test('the theme is followed at once', async () => {
  const opened = await open(comparison());
  await opened.page.locator(`${lossPlot} canvas`).waitFor();
  const dark = await picture(opened);
  const { kind, variables } = themes.light;
  await opened.page.evaluate(
    `document.body.className = '${kind}'; setTheme(${JSON.stringify(variables)}); undefined`,
  );
  await expect.poll(() => picture(opened)).not.toBe(dark);
});

const many = (): Fixture => {
  const fixture = comparison();
  const shape = { ...usual, steps: 0 };
  const others = Array.from({ length: 60 }, (_, index) =>
    runOf(`run-${index}`, `experiment ${index}`, shape),
  );
  return { ...fixture, runs: [...fixture.runs, ...others] };
};

test('of many runs the newest are listed, and all when asked for', async () => {
  const opened = await open(many());
  const listed = () => opened.page.locator('.run-list li').count();
  await expect.poll(listed).toBe(30);
  await opened.page.getByText('Show all 64 runs').click();
  await expect.poll(listed).toBe(64);
});

const shown = { ...both, plots: ['loss', 'learning_rate', 'grad_norm', 'mean_token_accuracy'] };
const search = { tab: 'log', query: 'tokens' };

const scenes: [string, () => Fixture, OpenOptions][] = [
  ['compare-dark', comparison, { kept: shown }],
  ['compare-light', comparison, { theme: 'light', kept: shown }],
  ['compare-high-contrast', comparison, { theme: 'high-contrast', kept: shown }],
  ['compare-high-contrast-light', comparison, { theme: 'high-contrast-light', kept: shown }],
  ['narrow-dark', comparison, { width: 400, kept: both }],
  ['narrow-light', comparison, { width: 400, theme: 'light', kept: both }],
  ['empty', empty, {}],
  ['single', single, {}],
  ['failed', failed, {}],
  ['problems', failed, { kept: { tab: 'problems' }, theme: 'light' }],
  ['problems-narrow', failed, { kept: { tab: 'problems' }, width: 400 }],
  ['log', comparison, { kept: search }],
  ['low', failed, { width: 600, height: 360 }],
  ['details', comparison, { kept: { tab: 'details' } }],
];

test.each(scenes)('a picture to look at: %s', async (name, fixture, options) => {
  const opened = await open(fixture(), options);
  await opened.page.locator('.run-header h1').waitFor();
  if (name.startsWith('compare')) {
    const place = await atStep(opened, 500, 1000);
    await opened.page.mouse.move(place.x, place.y - 60);
    await tooltip(opened).waitFor();
  }
  if (options.kept === search) {
    await opened.page.locator('.log-search input').fill('2,311 tokens');
    await opened.page.locator('mark.current').waitFor();
  }
  await opened.screenshot(`monitor-${name}`);
  // Nothing is wider than the view.
  expect(await opened.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile, visibleText } from './harness/actions.ts';
import { screenshotFailures } from './harness/failure.ts';
import { startWorkbench, type Workbench } from './harness/workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await startWorkbench({ folder: 'test/fixtures/workspace' });
});

afterAll(() => workbench?.dispose());

screenshotFailures(() => workbench);

test('the workbench opens a dataset', async () => {
  await openFile(workbench.page, 'train.jsonl');
  await expect.poll(() => visibleText(workbench.page)).toContain('"messages"');
  await workbench.screenshot('smoke');
});

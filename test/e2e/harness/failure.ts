import { afterEach } from 'vitest';
import type { Workbench } from './workbench.ts';

/** After a test that failed, saves a picture of the window as out/screenshots/failed-<test>.png. */
export function screenshotFailures(workbench: () => Workbench | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const file = await workbench()?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`);
      console.log(`The window as it was: ${file}`);
    }
  });
}

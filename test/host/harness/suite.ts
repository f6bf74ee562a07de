import Mocha from 'mocha';
import { reportLine, reportResult } from './report.ts';

const testTimeoutMs = 60_000;

/** Runs the test files with mocha, inside the extension host. Each entry loads one file. */
export async function runSuite(files: Record<string, () => unknown>, grep: string): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: testTimeoutMs,
    reporter: LineReporter,
    ...(grep ? { grep } : {}),
  });
  for (const [name, load] of Object.entries(files)) {
    // This is what defines `describe` and `it`; mocha does it itself only for files that it loads from disk.
    mocha.suite.emit('pre-require', globalThis, name, mocha);
    try {
      load();
    } catch (error) {
      mocha.suite.addTest(
        new Mocha.Test(`${name} can be loaded`, () => {
          throw error;
        }),
      );
    }
  }
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}

class LineReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const counts = { passed: 0, failed: 0, skipped: 0 };
    let depth = 0;
    const say = (text: string) => reportLine('  '.repeat(depth) + text);
    runner.on('suite', (suite) => {
      if (suite.title) {
        depth++;
        say(suite.title);
      }
    });
    runner.on('suite end', (suite) => {
      depth -= suite.title ? 1 : 0;
    });
    runner.on('pass', (test) => {
      counts.passed++;
      say(`  ✓ ${test.title} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      counts.skipped++;
      say(`  - ${test.title}`);
    });
    runner.on('fail', (test, error: Error) => {
      counts.failed++;
      say(`  ✗ ${test.title}`);
      reportLine(error.stack ?? String(error));
    });
    runner.on('end', () => reportResult(counts));
  }
}

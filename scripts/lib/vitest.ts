import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Counts } from './counts.ts';
import { run } from './run.ts';
import { HumanError } from './say.mjs';

const root = path.join(import.meta.dirname, '..', '..');

/** The parts of vitest's JSON report that are read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Runs one project of vitest.config.ts: its output is shown, its report is counted. */
export async function runVitest(
  project: string,
  timeoutMs: number,
  env: Record<string, string> = {},
): Promise<Counts> {
  const file = path.join(root, 'out', 'test', `${project}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run(process.execPath, [program, 'run', '--project', project, ...reporters], {
    cwd: root,
    env: { ...process.env, ...env },
    timeoutMs,
  });
  if (code === undefined) {
    throw new HumanError(`vitest was ended: it was not finished after ${timeoutMs / 60_000} minutes`);
  }
  const report: Report | undefined = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  if (!report) {
    throw new HumanError(`vitest wrote no report (exit code ${code})`);
  }
  return count(report, code);
}

function count(report: Report, code: number): Counts {
  // A file that cannot be loaded has failed, though it has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  // So has a run with an error outside of all tests, or with none.
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

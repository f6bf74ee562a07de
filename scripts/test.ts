import { buildAll } from './build.ts';
import { addCounts, type Counts, formatCounts } from './lib/counts.ts';
import { isMain, runMain } from './lib/main.mjs';
import { HumanError, step } from './lib/say.mjs';
import { type SuiteName, share, suiteNames, suites } from './lib/suites.ts';

interface Result {
  name: string;
  counts: Counts;
  seconds: number;
}

const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Runs the suites one after another and says at the end how each went. What cannot run has failed. */
async function runSuites(names: SuiteName[]): Promise<number> {
  const shared = share();
  if (names.includes('host') || names.includes('e2e')) {
    // An editor may take minutes to install: that goes on while the quick suites run. The suite that needs it reports
    // an error.
    const early = names.includes('host') ? shared.hostEditor : shared.browserEditor;
    early().catch(() => {});
  }
  if (names.includes('training')) {
    shared.training().catch(() => {});
  }
  const results: Result[] = [];
  const built = await measure('build', async () => {
    await buildAll(false);
    return { passed: 0, failed: 0, skipped: 0 };
  });
  if (built.counts.failed > 0) {
    results.push(built);
  }
  for (const name of names) {
    step(`Suite ${name}`);
    results.push(await measure(name, () => suites[name](shared)));
  }
  console.log();
  for (const { name, counts, seconds } of results) {
    console.log(`  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s   ${formatCounts(counts)}`);
  }
  const sum = addCounts(results.map((result) => result.counts));
  console.log(formatCounts(sum));
  return sum.failed === 0 ? 0 : 1;
}

async function measure(name: string, run: () => Promise<Counts>): Promise<Result> {
  const from = performance.now();
  let counts = oneFailed;
  try {
    counts = await run();
  } catch (error) {
    console.error(
      `✖ ${name} cannot run: ${error instanceof HumanError ? error.message : (error as Error).stack}`,
    );
  }
  return { name, counts, seconds: (performance.now() - from) / 1000 };
}

function parseArguments(args: string[]): SuiteName[] {
  if (args.length === 0) {
    return [...suiteNames];
  }
  const [option, list = ''] = args.length === 1 ? (args[0] ?? '').split('=') : args;
  const wanted = list.split(',');
  const unknown = wanted.filter((name) => !suiteNames.some((known) => known === name));
  if (option !== '--only' || args.length > 2 || unknown.length > 0) {
    throw new HumanError(`npm test takes nothing or: -- --only ${suiteNames.join(',')}`);
  }
  return suiteNames.filter((name) => wanted.includes(name));
}

if (isMain(import.meta)) {
  await runMain(async () => {
    const code = await runSuites(parseArguments(process.argv.slice(2)));
    // What a suite may have left open must not keep a finished run alive.
    process.exit(code);
  });
}

import { performance } from 'node:perf_hooks';
import { editorProblems } from '../src/language/features/diagnostics.ts';
import { Dataset, repairs, safeOnly, spliceOf, splitLines } from '../src/language/index.ts';
import { chatRows, random } from './generate.ts';

/**
 * Prints figures of one run on this machine. Times are given as ratios to the floor, `JSON.parse` of every line on
 * one thread in the same run, since seconds say more about the machine than about the code.
 */
const options = { targets: [], rules: {} };

const limits = { fullCheck: 8, editMilliseconds: 5 };

function main(): void {
  const lines = [...chatRows({ rows: 50_000, length: 1250, flaws: 0.02 })];
  const text = `${lines.join('\n')}\n`;
  print(`Data: ${lines.length.toLocaleString('en')} chat rows, ${megabytes(text)} MB, seeded.`);

  const floor = best(5, () => {
    for (const line of lines) {
      try {
        JSON.parse(line);
      } catch {
        // Planted flaws: the floor pays for them as the check does.
      }
    }
  });
  print(`Floor: JSON.parse of every line  ${floor.toFixed(0)} ms = 1.0`);

  let problems = 0;
  const full = best(3, () => {
    const dataset = new Dataset(options);
    dataset.reset(splitLines(text));
    dataset.work();
    problems = dataset.problems().length;
  });
  report('Full check, all rules', full, floor, limits.fullCheck);
  print(`  ${problems.toLocaleString('en')} problems found`);

  const dataset = new Dataset(options);
  dataset.reset(splitLines(text));
  dataset.work();
  report(
    'All safe fixes worked out',
    best(1, () => void repairs(dataset, safeOnly)),
    floor,
  );
  edits(lines);
}

/** Keystrokes in an open document: everything the server does between an edit and the problems it sends. */
function edits(lines: readonly string[]): void {
  let size = 0;
  const open = lines.filter((line) => {
    size += line.length + 1;
    return size < 45 * 1024 * 1024;
  });
  const dataset = new Dataset(options);
  dataset.reset([...open, '']);
  dataset.work();
  dataset.problems();
  const next = random(7);
  const times: number[] = [];
  for (let count = 0; count < 600; count++) {
    const line = Math.floor(next() * (dataset.rows.length - 1));
    const character = Math.floor(next() * dataset.rows[line]!.text.length);
    const range = { start: { line, character }, end: { line, character: character + (count % 2) } };
    // Every twentieth edit splits a line or joins two, so that rows come and go.
    const change =
      count % 20 === 19
        ? { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: `${open[line]}\n` }
        : { range, text: 'x' };
    const start = performance.now();
    dataset.splice(spliceOf((at) => dataset.rows[at]!.text, dataset.rows.length, change));
    dataset.work();
    editorProblems(dataset, { maximum: 500 });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(times.length * share)]!.toFixed(2);
  print(
    `Edits in an open document of ${open.length.toLocaleString('en')} rows, 45 MB (${times.length} edits):`,
  );
  print(`  median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${at(0.999)} ms`);
  verdict(
    Number(at(0.95)) <= limits.editMilliseconds,
    `95th percentile at most ${limits.editMilliseconds} ms`,
  );
}

function best(times: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function report(what: string, time: number, floor: number, limit?: number): void {
  const ratio = time / floor;
  print(`${what}  ${time.toFixed(0)} ms = ${ratio.toFixed(1)} × floor`);
  if (limit !== undefined) {
    verdict(ratio <= limit, `at most ${limit} × floor`);
  }
}

function verdict(holds: boolean, limit: string): void {
  print(`  ${holds ? 'holds' : 'DOES NOT HOLD'}: ${limit}`);
  if (!holds) {
    process.exitCode = 1;
  }
}

function megabytes(text: string): string {
  return (Buffer.byteLength(text) / 1e6).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main();

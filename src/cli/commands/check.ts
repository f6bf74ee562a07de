import manifest from '../../../package.json' with { type: 'json' };
import { checkContent, checkFile, type FileCheck } from '../../workspace/check-file.ts';
import { mergeCoverage } from '../../workspace/coverage.ts';
import { checkFiles, type Outcome } from '../../workspace/pool.ts';
import { contentOf, UnreadableFile } from '../../workspace/read.ts';
import type { FileReport } from '../../workspace/report.ts';
import { stampOf } from '../../workspace/write.ts';
import { exitCodes, type Io, wantsColors } from '../io.ts';
import { shownPath } from '../paths.ts';
import { Progress } from '../progress.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { paintFor } from '../report/paint.ts';
import { type CheckReport, countBySeverity, fails, type ReportFormat } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { quietReport, textReport } from '../report/text.ts';
import { Settings } from '../settings.ts';
import { type AllInputs, type CommonArguments, inputsOf } from './arguments.ts';
import { writeReport } from './output.ts';

export interface CheckArguments extends CommonArguments {
  readonly format: ReportFormat;
  readonly maxWarnings?: number;
  readonly output?: string;
}

interface Task {
  readonly path: string;
  readonly check: FileCheck;
}

/** Checks files, reports, and gives the exit code. Throws `WrongUse`. */
export async function check(args: CheckArguments, io: Io): Promise<number> {
  const settings = new Settings(args, io.cwd);
  const inputs = await inputsOf(args, settings, io);
  const tasks = await Promise.all(inputs.files.map((file) => taskOf(file, file, args, settings)));
  const outcomes: Outcome[] = [];
  if (inputs.stdin !== undefined) {
    const { path, name } = inputs.stdin;
    const task = await taskOf(path, name, args, settings);
    const bytes = await io.stdin();
    outcomes.push(await outcomeOf(name, async () => checkContent(name, contentOf(bytes, name), task.check)));
    tasks.unshift(task);
  }
  outcomes.push(...(await checkAll(tasks.slice(outcomes.length), args, io)));
  const files = outcomes.flatMap((outcome) => ('report' in outcome ? [outcome.report] : []));
  const report: CheckReport = {
    targets: [...new Set(tasks.flatMap((task) => task.check.targets))],
    files,
    unreadable: unreadableOf(inputs, outcomes),
    coverage: mergeCoverage(files.map((file) => file.coverage)),
    cwd: io.cwd,
    version: manifest.version,
  };
  for (const { path: file, message } of report.unreadable) {
    await io.stderr.write(`${shownPath(file, io.cwd)}: ${message}\n`);
  }
  await writeReport(piecesOf(report, args, io), args.output, io);
  if (report.unreadable.length > 0) {
    return exitCodes.wrongUse;
  }
  return fails(countBySeverity(files), args.failOn, args.maxWarnings) ? exitCodes.problems : exitCodes.clean;
}

/** `file` is where it is, which settles what is in force; `path` is what it is called. */
async function taskOf(file: string, path: string, args: CheckArguments, settings: Settings): Promise<Task> {
  return {
    path,
    check: {
      ...(await settings.of(file)),
      excerpts: args.format === 'text' && args.quiet !== true,
      fingerprints: args.format === 'sarif',
    },
  };
}

/** From this size on a single file goes to a thread, too, where running out of memory is a message and no crash. */
const largeFile = 100 * 1024 * 1024;

async function checkAll(tasks: readonly Task[], args: CheckArguments, io: Io): Promise<Outcome[]> {
  const progress = new Progress(io, tasks.length, args.quiet === true);
  try {
    const [only] = tasks;
    if (only !== undefined && tasks.length === 1 && !(await isLarge(only.path))) {
      const onProgress = (rows: number): void => progress.show(rows, 0);
      return [await outcomeOf(only.path, () => checkFile(only.path, only.check, { onProgress }))];
    }
    return await checkFiles(tasks, { onProgress: ({ rows, files }) => progress.show(rows, files) });
  } finally {
    await progress.clear();
  }
}

async function isLarge(file: string): Promise<boolean> {
  try {
    return (await stampOf(file)).size >= largeFile;
  } catch {
    return false;
  }
}

async function outcomeOf(path: string, check: () => Promise<FileReport>): Promise<Outcome> {
  try {
    return { path, report: await check() };
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return { path, unreadable: error };
    }
    throw error;
  }
}

function unreadableOf(inputs: AllInputs, outcomes: readonly Outcome[]): UnreadableFile[] {
  return [
    ...inputs.unreadable,
    ...outcomes.flatMap((outcome) => ('unreadable' in outcome ? [outcome.unreadable] : [])),
  ];
}

function piecesOf(report: CheckReport, args: CheckArguments, io: Io): Iterable<string> {
  switch (args.format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'text': {
      const colors = args.output === undefined && wantsColors(io.stdout, io.env, args.color);
      return args.quiet === true
        ? quietReport(report, paintFor(colors))
        : textReport(report, paintFor(colors));
    }
  }
}

import type { Training } from '../../language/index.ts';
import { isFinal } from '../../providers/observation.ts';
import type { RunSummary } from '../../runs/summary.ts';
import { Configurations } from '../../workspace/configurations.ts';
import { printable } from '../../workspace/printable.ts';
import { UnreadableFile } from '../../workspace/read.ts';
import { exitCodes, type Io } from '../io.ts';
import { toJson } from '../report/report.ts';
import { catchUp } from '../training/catch-up.ts';
import { exitCodeOf, followRun, goesOn, leftText } from '../training/follow.ts';
import { type HostOptions, hostOf } from '../training/host.ts';
import type { Runs, TrainingPort } from '../training/port.ts';
import { paintOf, type ReporterOptions, reporterFor } from '../training/reporter.ts';
import { rootOf } from '../training/root.ts';
import { detailsText } from '../training/run-details.ts';
import { newestFirst, runNamed } from '../training/run-ids.ts';
import { printLog } from '../training/run-log.ts';
import { listEntry, tableText } from '../training/run-table.ts';

export interface RunsArguments extends HostOptions, ReporterOptions {
  readonly root?: string;
  /** Of `log`: goes on until the run is over. */
  readonly follow?: boolean;
  /** Of `cancel` and `resume`: returns at once. */
  readonly detach?: boolean;
  /** Of `remove`: without a question. */
  readonly yes?: boolean;
}

/** A command about the runs of a root: it is given their service, and gives the exit code. */
export type RunsCommand = (runs: Runs, args: RunsArguments, io: Io, id: string) => Promise<number>;

/** Opens the runs that are meant, does something with them, and lets go of them: what is unfinished goes on. */
export async function withRuns(
  command: RunsCommand,
  id: string,
  args: RunsArguments,
  io: Io,
  load: () => Promise<TrainingPort>,
): Promise<number> {
  const root = await rootOf(args.root, io);
  const port = await load();
  const host = hostOf(args, io);
  const runs = await port.openRuns(root, port.createProviders(host), host.log);
  try {
    return await command(runs, args, io, id);
  } finally {
    await runs.close();
  }
}

export const listRuns: RunsCommand = async (runs, args, io) => {
  await catchUp(runs);
  const list = newestFirst(runs.list());
  await io.stdout.write(
    args.json === true
      ? `${toJson({ version: 1, runs: list.map(listEntry) })}\n`
      : tableText(list, paintOf(args, io)),
  );
  return exitCodes.clean;
};

export const showRun: RunsCommand = async (runs, args, io, id) => {
  await catchUp(runs);
  const run = runNamed(id, runs.list());
  await io.stdout.write(
    args.json === true
      ? `${toJson(run)}\n`
      : detailsText(run, await configuredAt(run.root), io.cwd, paintOf(args, io)),
  );
  return exitCodes.clean;
};

/** What tuneset.json says now of runs that are started there: a command that repeats a run must say what it doesn't. */
async function configuredAt(root: string): Promise<Training> {
  try {
    return (await new Configurations().nearest(root))?.configuration.training ?? {};
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return {};
    }
    throw error;
  }
}

export const logOfRun: RunsCommand = async (runs, args, io, id) => {
  await catchUp(runs);
  await printLog(runs, runNamed(id, runs.list()), args.follow === true, io);
  return exitCodes.clean;
};

export const followNamed: RunsCommand = async (runs, args, io, id) => {
  const run = runNamed(id, runs.list());
  return exitCodeOf(await followRun(runs, run.id, reporterFor(args, io), io, 'leave'));
};

/** Waits for the end, since only then what the run has made is whole. */
export const cancelRun: RunsCommand = async (runs, args, io, id) => {
  await catchUp(runs);
  const run = runNamed(id, runs.list());
  if (isFinal(run.state)) {
    await io.stderr.write(`${shown(run)} is over already: it ${overWords(run)}.\n`);
    return exitCodes.clean;
  }
  await runs.cancel(run.id);
  if (args.detach === true) {
    await io.stderr.write(`${shown(run)} was asked to stop with a checkpoint.\n`);
    return exitCodes.clean;
  }
  const ended = await followRun(runs, run.id, reporterFor(args, io), io, 'leave');
  return ended === undefined ? exitCodes.problems : exitCodes.clean;
};

export const resumeRun: RunsCommand = async (runs, args, io, id) => {
  await catchUp(runs);
  const run = runNamed(id, runs.list());
  if (!run.resumable) {
    await io.stderr.write(`${shown(run)} can't be resumed: it ${whyNotResumable(run)}.\n`);
    return exitCodes.problems;
  }
  await runs.resume(run.id);
  if (args.detach === true && goesOn(runs, run.id)) {
    await io.stderr.write(`${leftText(printable(run.id))}\n`);
    return exitCodes.clean;
  }
  return exitCodeOf(await followRun(runs, run.id, reporterFor(args, io), io, 'stop'));
};

export const removeRun: RunsCommand = async (runs, args, io, id) => {
  await catchUp(runs);
  const run = runNamed(id, runs.list());
  if (!isFinal(run.state)) {
    await io.stderr.write(
      `${shown(run)} is not over: it ${overWords(run)}. \`tuneset runs cancel ${printable(run.id)}\` ends it.\n`,
    );
    return exitCodes.problems;
  }
  const question = `Remove ${shown(run)} with its checkpoints and everything it made? [y/N] `;
  if (args.yes !== true && io.ask !== undefined && !/^\s*(y|yes)\s*$/i.test((await io.ask(question)) ?? '')) {
    await io.stderr.write('Nothing was removed.\n');
    return exitCodes.problems;
  }
  await runs.remove(run.id);
  await io.stderr.write(`${shown(run)} was removed.\n`);
  return exitCodes.clean;
};

function shown({ id, name }: RunSummary): string {
  return name === id ? `Run ${printable(id)}` : `Run ${printable(id)} (${printable(name)})`;
}

/** "succeeded", "was cancelled", "is running": after "it". */
function overWords({ state }: RunSummary): string {
  const words: Record<string, string> = {
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'was cancelled',
    interrupted: 'was interrupted',
    unknown: 'ended, though how can not be told',
  };
  return Object.hasOwn(words, state) ? words[state]! : `is ${printable(state)}`;
}

function whyNotResumable(run: RunSummary): string {
  if (!isFinal(run.state)) {
    return overWords(run);
  }
  return run.state === 'succeeded' ? 'succeeded' : `${overWords(run)} without a checkpoint to go on from`;
}

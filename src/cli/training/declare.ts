import { type Command, Option } from 'commander';
import { closest } from '../../language/index.ts';
import { printable } from '../../workspace/printable.ts';
import {
  cancelRun,
  followNamed,
  listRuns,
  logOfRun,
  type RunsArguments,
  type RunsCommand,
  removeRun,
  resumeRun,
  showRun,
  withRuns,
} from '../commands/runs.ts';
import { type TrainArguments, train } from '../commands/train.ts';
import { type Io, WrongUse } from '../io.ts';
import { list } from '../report/words.ts';
import { ownOptions } from './asked.ts';
import { explained } from './explained.ts';
import type { TrainingPort } from './port.ts';

type Load = () => Promise<TrainingPort>;

/** Adds `tuneset train` and `tuneset runs` with all their options. */
export function declareTraining(program: Command, io: Io, load: Load, exit: (code: number) => void): void {
  declareTrain(program, io, load, exit);
  declareRuns(program, io, load, exit);
}

function declareTrain(program: Command, io: Io, load: Load, exit: (code: number) => void): void {
  const command = program
    .command('train')
    .description('train a model on a dataset')
    .argument('[path]', 'a folder, a tuneset.json or a dataset; by default this folder');
  for (const { flag, value, help } of Object.values(ownOptions)) {
    command.option(`${flag} <${value}>`, help);
  }
  command
    .option('-m, --base-model <model>', 'what is tuned: a name that the provider knows, or a folder')
    .option('--train <file>', 'rows to train on, instead of those of tuneset.json; repeatable', collect)
    .option('--validation <file>', 'rows to watch, likewise; repeatable', collect)
    .option('--no-validation', 'watch no rows')
    .option(
      '--set <key=value>',
      'sets anything of training, like hyperparameters.warmupRatio=0.1; repeatable',
      collect,
    )
    .option('--name <name>', 'what to call the run')
    .option(
      '--override <checks>',
      'start although these checks of the preflight found errors; comma-separated',
      listOf,
    )
    .addOption(
      new Option('--dry-run', 'plan, check, advise and estimate, and start nothing').conflicts([
        'detach',
        'install',
      ]),
    )
    .option('-y, --yes', 'start without a question')
    .option('-d, --detach', 'start and return; the run goes on')
    .addOption(
      new Option('--check-environment', 'say what the provider has and lacks, and start nothing').conflicts([
        'dryRun',
        'detach',
      ]),
    )
    .option('--install', 'make what the provider lacks, where it can be made');
  withHost(withReport(command))
    .addHelpText('after', trainExamples)
    .action(async (path: string | undefined, options: Omit<TrainArguments, 'path'>) => {
      exit(await explained(io, () => train({ ...(path !== undefined && { path }), ...options }, io, load)));
    });
}

function declareRuns(program: Command, io: Io, load: Load, exit: (code: number) => void): void {
  const runs = program.command('runs').description('list training runs, and see to them');
  const add = (name: string, description: string, command: RunsCommand): Command => {
    const takesId = name !== 'list';
    const added = runs.command(name, { isDefault: !takesId }).description(description);
    if (takesId) {
      added.argument('<id>', 'the run: its id, the beginning of it, or last');
    } else {
      // What is no command arrives here, and deserves a better answer.
      added.allowExcessArguments();
    }
    return withHost(withRoot(added)).action(async (...given: unknown[]) => {
      const [id, options] = (takesId ? given : ['', ...given]) as [string, RunsArguments];
      if (!takesId) {
        requireNoMore(added.args, runs);
      }
      exit(await explained(io, () => withRuns(command, id, options, io, load)));
    });
  };
  withJson(add('list', 'list all runs, the newest first', listRuns));
  withJson(add('show', 'say all that there is to know of a run', showRun));
  add('log', "print a run's log", logOfRun).option('-f, --follow', 'go on until the run is over');
  withReport(add('follow', 'watch a run until it is over', followNamed));
  withReport(add('cancel', 'end a run, with a checkpoint where it can', cancelRun)).option(
    '-d, --detach',
    'return as soon as it was asked to end',
  );
  withReport(add('resume', 'go on with a run that ended early, from its last checkpoint', resumeRun)).option(
    '-d, --detach',
    'return as soon as it goes on',
  );
  add('remove', 'delete a run that is over, with everything it made', removeRun).option(
    '-y, --yes',
    'without a question',
  );
  runs.addHelpText('after', runsExamples);
}

function requireNoMore([name]: readonly string[], runs: Command): void {
  if (name !== undefined) {
    const known = runs.commands.map((command) => command.name());
    const near = closest(name, known);
    const hint = near === undefined ? `There are ${list(known)}.` : `Did you mean "${near}"?`;
    throw new WrongUse(`"${printable(name)}" is no command about runs. ${hint}`);
  }
}

function withReport(command: Command): Command {
  return withJson(command.option('--plain', 'one line an event, without control characters: for logs'));
}

function withJson(command: Command): Command {
  return command.option('--json', 'for programs: JSON, and events as JSON lines');
}

function withRoot(command: Command): Command {
  return command.option(
    '--root <folder>',
    'the folder that holds .tuneset; by default the nearest from here up, else that of tuneset.json',
  );
}

function withHost(command: Command): Command {
  return command
    .option('--python <executable>', 'the Python that the environment is made with, as TUNESET_PYTHON')
    .option('--ray-address <url>', "the address of a Ray cluster's dashboard, as RAY_ADDRESS")
    .option('--verbose', 'print what providers note to standard error')
    .option('--no-color', 'no colours, as with NO_COLOR in the environment');
}

function collect(value: string, before: readonly string[] | boolean | undefined): string[] {
  return Array.isArray(before) ? [...before, value] : [value];
}

function listOf(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

const exitHelp = `
Exit codes:
  0  the run succeeded, or what was asked for was done
  1  the run failed, was cancelled, or was not started because of what preflight found
  2  wrong use, or a file that can't be read`;

const trainExamples = `
Ctrl+C asks the run to stop with a checkpoint; the second one leaves it to itself.

Examples:
  tuneset train --dry-run                        would it start, and what would it take?
  tuneset train -m ./models/base --epochs 2      what tuneset.json says, but for these
  tuneset train --set adapter.type=qlora --detach
  tuneset train --check-environment --install    make what training needs
${exitHelp}`;

const runsExamples = `
Examples:
  tuneset runs                                   the list; with --json for programs
  tuneset runs follow last
  tuneset runs resume 20261124-1015
${exitHelp}`;

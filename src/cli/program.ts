import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { severities } from '../language/index.ts';
import { type CheckArguments, check } from './commands/check.ts';
import { type FixArguments, fix } from './commands/fix.ts';
import { lsp } from './commands/lsp.ts';
import { listRules } from './commands/rules.ts';
import { exitCodes, type Io, WrongUse } from './io.ts';
import { formats } from './report/report.ts';
import { declareTraining } from './training/declare.ts';
import { loadTraining, type TrainingPort } from './training/port.ts';

/**
 * Runs the command line and gives its exit code; never throws for what a user can do wrong.
 *
 * commander reads the arguments: it is the most used of its kind, has no dependencies, writes the help and suggests
 * the nearest command or option for one that does not exist.
 */
export async function run(
  args: readonly string[],
  io: Io,
  startServer: () => Promise<void>,
  load: () => Promise<TrainingPort> = loadTraining,
): Promise<number> {
  let exitCode: number = exitCodes.clean;
  const said: Promise<void>[] = [];
  const exit = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram(io, startServer, exit);
  declareTraining(program, io, load, exit);
  configure(program, io, said);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.wrongUse;
    } else if (error instanceof WrongUse) {
      await io.stderr.write(`${error.message}\n`);
      exitCode = exitCodes.wrongUse;
    } else {
      await io.stderr.write(
        `Tuneset failed; this is a bug of it. Please report it with these lines.\n${stack(error)}\n`,
      );
      exitCode = exitCodes.wrongUse;
    }
  }
  await Promise.all(said);
  return exitCode;
}

function createProgram(io: Io, startServer: () => Promise<void>, exit: (code: number) => void): Command {
  const program = new Command('tuneset')
    .description('Finds what is wrong with fine-tuning datasets, puts it right, and trains on them.')
    .version(manifest.version, '-v, --version', 'print the version')
    .addHelpText('after', exitHelp);

  withCommon(program.command('check'))
    .description('say what is wrong with datasets')
    .argument('[paths...]', pathsHelp)
    .addOption(new Option('-f, --format <format>', 'how to report').choices(formats).default('text'))
    .option('--max-warnings <number>', 'fail on warnings only if there are more than this', wholeNumber)
    .option('-o, --output <file>', 'write the report to a file')
    .option('-q, --quiet', 'print problems one a line, and nothing else')
    .addHelpText('after', checkExamples)
    .action(async (paths: string[], options: Omit<CheckArguments, 'paths'>) => {
      exit(await check({ paths, ...options }, io));
    });

  withCommon(program.command('fix'))
    .description('repair what can be repaired without changing what a model learns')
    .argument('[paths...]', pathsHelp)
    .option('--suggested', 'make the suggested repairs too: they can change what a model learns')
    .option('--rule <codes>', 'repair only problems of these rules or families; comma-separated', listOf)
    .option('--dry-run', 'say what would be repaired, and write nothing')
    .option('--diff', 'print what would change as a unified diff, and write nothing')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', fixExamples)
    .action(async (paths: string[], options: Omit<FixArguments, 'paths'>) => {
      exit(await fix({ paths, ...options }, io));
    });

  program
    .command('rules')
    .description('list all rules with their severities')
    .action(async () => {
      await listRules(io);
    });

  program
    .command('lsp')
    .description('serve editors through the Language Server Protocol')
    .option('--stdio', 'talk through standard input and output')
    // Clients add arguments of their own, like --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { stdio?: boolean }) => {
      await lsp(options, startServer);
    });
  return program;
}

function withCommon(command: Command): Command {
  return command
    .option(
      '-t, --target <ids>',
      'where the data is to be trained, instead of what tuneset.json says; comma-separated',
      listOf,
    )
    .option(
      '-c, --config <file>',
      'use this configuration for all files, instead of the nearest tuneset.json',
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 for problems at or above this')
        .choices(severities)
        .default('warning'),
    )
    .option(
      '--stdin-filename <name>',
      'what to call standard input; its folder and name tell configuration and split',
    )
    .option('--no-color', 'no colours, as with NO_COLOR in the environment');
}

/** For the program and each command: output goes to `io`, and nothing ends the process. */
function configure(command: Command, io: Io, said: Promise<void>[]): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => said.push(io.stdout.write(text)),
    writeErr: (text) => said.push(io.stderr.write(text)),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of command.commands) {
    configure(child, io, said);
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('A whole number is expected.');
  }
  return Number(text);
}

function listOf(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

function stack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const pathsHelp =
  'files, globs, or folders with *.jsonl and *.ndjson; - for standard input; by default the files of tuneset.json, or this folder';

const exitHelp = `
Exit codes:
  0  nothing wrong
  1  problems at or above --fail-on
  2  wrong use, or a file that can't be read or written`;

const checkExamples = `
Examples:
  tuneset check                                  the files of tuneset.json, or all below this folder
  tuneset check train.jsonl --target openai-sft  will OpenAI take it?
  tuneset check 'data/**/*.jsonl' --format sarif --output tuneset.sarif
  cat train.jsonl | tuneset check - --stdin-filename train.jsonl
${exitHelp}`;

const fixExamples = `
Examples:
  tuneset fix train.jsonl                        all safe repairs
  tuneset fix --diff                             look first
  tuneset fix train.jsonl --suggested --rule duplicate.exact
  tuneset fix - < train.jsonl > fixed.jsonl
${exitHelp}`;

import path from 'node:path';
import type { Severity } from '../../language/index.ts';
import { findInputs, type Inputs } from '../inputs.ts';
import type { Io } from '../io.ts';
import { stdinName } from '../paths.ts';
import type { Settings } from '../settings.ts';

/** What `check` and `fix` are both told. */
export interface CommonArguments {
  readonly paths: readonly string[];
  readonly target?: readonly string[];
  readonly config?: string;
  readonly failOn: Severity;
  readonly stdinFilename?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

export interface AllInputs extends Inputs {
  /** The path that standard input goes by, and what reports call it; undefined where it is not read. */
  readonly stdin: { readonly path: string; readonly name: string } | undefined;
}

/** The files that the arguments mean: without any, those of the configuration, or all below the working folder. */
export async function inputsOf(args: CommonArguments, settings: Settings, io: Io): Promise<AllInputs> {
  const named = args.paths.filter((name) => name !== '-');
  const stdin = named.length < args.paths.length ? stdinOf(args, io) : undefined;
  if (stdin !== undefined && named.length === 0) {
    return { files: [], unreadable: [], stdin };
  }
  if (named.length > 0) {
    return { ...(await findInputs(named, io.cwd)), stdin };
  }
  const files = await settings.namedFiles();
  return files === undefined
    ? { ...(await findInputs(['.'], io.cwd)), stdin }
    : { files, unreadable: [], stdin };
}

function stdinOf({ stdinFilename }: CommonArguments, io: Io): { path: string; name: string } {
  const file = path.resolve(io.cwd, stdinFilename ?? stdinName);
  return { path: file, name: stdinFilename === undefined ? stdinName : file };
}

import path from 'node:path';
import { PlanError } from './error.ts';
import { kindOf, type Source } from './source.ts';

/**
 * The base model as a spec has it: the absolute path of a folder, or a name that the hub or provider knows. Throws
 * `PlanError` where none is given, or a path that is plainly meant to be one leads nowhere.
 */
export async function findBaseModel(source: Source, asked: string | undefined): Promise<string> {
  const { root, parsed } = source;
  const given = asked ?? parsed?.configuration.baseModel;
  if (given === undefined || given.trim() === '') {
    const where = parsed?.path ?? path.join(root, 'tuneset.json');
    throw new PlanError(
      `No base model is chosen: say which model is to be tuned. Add it to ${where}: "baseModel": "Qwen/Qwen2.5-0.5B-Instruct" (a name on Hugging Face) or "./model" (a folder).`,
    );
  }
  const folder = path.resolve(root, given);
  const kind = await kindOf(folder);
  if (kind === 'folder') {
    return folder;
  }
  if (kind === 'file') {
    throw new PlanError(`The base model ${folder} is a file. Give the folder with its config.json.`);
  }
  // A cluster may have what this machine has not: preflight says whether it is missed.
  if (/^\.{1,2}([/\\]|$)/.test(given)) {
    throw new PlanError(
      `The base model ${given} is not there: ${folder} is no folder. Put the model there, or name another.`,
    );
  }
  return given;
}

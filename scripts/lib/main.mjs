import { realpathSync } from 'node:fs';
import { HumanError } from './say.mjs';

/**
 * Whether the module is the program that was started, not one that was imported.
 * @param {ImportMeta} meta
 */
export function isMain(meta) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === meta.filename;
}

/**
 * Runs a script's main function and turns what it throws into one message and an exit code.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof HumanError) {
      console.error(`✖ ${error.message}`);
    } else {
      console.error(error);
    }
    process.exitCode = 1;
  }
}

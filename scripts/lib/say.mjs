/** Everything these scripts tell a person goes through here, so that it can be told apart from a tool's own output. */

/** @param {string} text */
export function step(text) {
  console.log(`▸ ${text}`);
}

/** @param {string} text */
export function note(text) {
  console.log(`  ${text}`);
}

/**
 * Something a person must put right. Its message is all that is printed: no stack, because the code is not at fault.
 */
export class HumanError extends Error {}

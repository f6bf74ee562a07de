const deadlineMs = 30_000;
const everyMs = 20;

/** Asks again and again until the answer is neither undefined nor false, and gives it; fails when it takes too long. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
  withinMs = deadlineMs,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`In vain waited for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

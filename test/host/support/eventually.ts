const deadlineMs = 30_000;
const everyMs = 20;

/** Asks again and again until the answer is neither undefined nor false, and gives it; fails after half a minute. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
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

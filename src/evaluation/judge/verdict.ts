import { jsonInside } from '../json/find.ts';
import { isRecord, readJson, type Value } from '../json/value.ts';

/** What a judge said about two answers, in the order in which it read them. */
export type Verdict =
  | { readonly better: 'first' | 'second' | 'tie'; readonly reason: string }
  | { readonly better: undefined; readonly problem: string };

const longestReply = 100_000;
const longestReason = 1_000;

/**
 * The verdict in a judge's reply: the JSON object it was asked for, also in a code block or after some thinking aloud. What
 * is not clearly one verdict is none: no JSON, another word, two verdicts that contradict each other. Nothing that a reply
 * holds throws.
 */
export function readVerdict(reply: string): Verdict {
  if (reply.trim() === '') {
    return none('The judge answered nothing.');
  }
  if (reply.length > longestReply) {
    return none(`The judge's answer has ${reply.length} characters: no verdict was looked for.`);
  }
  const whole = readJson(reply);
  const values = 'value' in whole ? [whole.value] : [...jsonInside(reply)];
  const objects = values.filter(isRecord).filter((value) => Object.hasOwn(value, 'verdict'));
  const last = objects.at(-1);
  if (last === undefined) {
    return none('The judge gave no verdict as JSON.');
  }
  const said = new Set(objects.map(({ verdict }) => betterOf(verdict)));
  const better = betterOf(last.verdict);
  if (said.size > 1) {
    return none('The judge gave several verdicts that contradict each other.');
  }
  if (better === undefined) {
    return none('The judge\'s verdict is neither "1" nor "2" nor "tie".');
  }
  const reason = typeof last.reason === 'string' ? last.reason : '';
  return { better, reason: reason.slice(0, longestReason).replace(/[\ud800-\udbff]$/, '') };
}

function none(problem: string): Verdict {
  return { better: undefined, problem };
}

function betterOf(verdict: Value | undefined): 'first' | 'second' | 'tie' | undefined {
  if (typeof verdict !== 'string' && typeof verdict !== 'number') {
    return undefined;
  }
  const word = /^(?:answer[ -]?)?(1|2|tie)\.?$/i
    .exec(String(verdict).slice(0, 20).trim())?.[1]
    ?.toLowerCase();
  return word === undefined ? undefined : word === '1' ? 'first' : word === '2' ? 'second' : 'tie';
}

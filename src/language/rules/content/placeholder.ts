import { type Example, type Message, type Passage, textOf } from '../../formats/example.ts';
import { shown } from '../../similarity/plain.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { codeRegions, isCodeLine, isWithin, type Region } from './code-regions.ts';
import { type Mark, marks, mayBeUnfinished } from './unfinished.ts';

/** A template with blanks all over is one problem many times: the first few say it. */
const mostPerText = 5;
/** And of a text that is nothing but such marks, not all are looked at. */
const mostLookedAt = 100;

/** Text that was still to be written or filled in. */
export const placeholder: ExampleRule = {
  code: 'content.placeholder',
  title: 'Placeholder left in',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  check({ example }, report) {
    // What a rejected answer says may be bad on purpose.
    checkMessages(example, example.messages, report);
    checkMessages(example, example.completion, report);
    checkMessages(example, example.chosen, report);
  },
};

function checkMessages(example: Example, messages: readonly Message[], report: Report): void {
  for (const message of messages) {
    // A tool's result is what a program wrote.
    if (message.role !== 'tool' && message.calls.length === 0) {
      for (const passage of message.passages) {
        if (mayBeUnfinished(passage.text)) {
          checkPassage(example, passage, report);
        }
      }
    }
  }
}

function checkPassage(example: Example, { text, path }: Passage, report: Report): void {
  for (const [start, end] of placeholdersIn(example, text).slice(0, mostPerText)) {
    report({
      place: { path, span: [start, end] },
      message: `"${shown(text.slice(start, end))}" is a placeholder, and the model would learn to write it or to expect it. Put the real text there, or take the row out.`,
    });
  }
}

function placeholdersIn(example: Example, text: string): Region[] {
  const found: Region[] = [];
  let code: readonly Region[] | undefined;
  for (const mark of marks) {
    if (
      !mark.hints.some((hint) => text.includes(hint)) ||
      (example.kind === 'text' && mark.certain !== true)
    ) {
      continue;
    }
    let most = mostLookedAt;
    for (const match of text.matchAll(mark.pattern)) {
      if (most === mostLookedAt && isWanted(example, mark)) {
        break;
      }
      code ??= codeRegions(text);
      const region = regionOf(match);
      const [start] = region;
      const inCode = isWithin(code, start) || (mark.certain !== true && isCodeLine(text, start));
      if (!inCode && !overlaps(found, region)) {
        found.push(region);
      }
      if (--most === 0) {
        break;
      }
    }
  }
  return found.sort(([a], [b]) => a - b);
}

function overlaps(regions: readonly Region[], [from, to]: Region): boolean {
  return regions.some(([start, end]) => from < end && start < to);
}

/** What is underlined: the first group that matched, or all of it. */
function regionOf(match: RegExpMatchArray): Region {
  const group = match.slice(1).find((part) => part !== undefined);
  const start = match.index! + (group === undefined ? 0 : match[0].indexOf(group));
  return [start, start + (group ?? match[0]).length];
}

/** Whether the example is about such marks, or asks for them. */
function isWanted(example: Example, { unless }: Mark): boolean {
  return (
    unless !== undefined &&
    example.messages.some((message) => message.role !== 'assistant' && unless.test(textOf(message)))
  );
}

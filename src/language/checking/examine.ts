import { casesOf } from '../coverage/catalogue.ts';
import { allMessages, type Example, type Message, textOf } from '../formats/example.ts';
import type { ExampleFacts, PairFacts } from '../rules/facts.ts';
import { fingerprintsOf, hashMessages } from '../similarity/fingerprint.ts';
import { estimateExample } from '../tokens/estimate.ts';

const titleLength = 60;

/** Takes from an example what the dataset-wide rules will want of it. */
export function examine(example: Example): ExampleFacts {
  const messages = allMessages(example);
  const called: string[] = [];
  for (const message of messages) {
    for (const call of message.calls) {
      if (call.name !== undefined && !called.includes(call.name)) {
        called.push(call.name);
      }
    }
  }
  const system = messages.find((message) => message.role === 'system' || message.role === 'developer');
  return {
    kind: example.kind,
    fingerprints: fingerprintsOf(example),
    system: system === undefined ? undefined : textOf(system),
    title: titleOf(messages),
    messages: messages.length,
    toolsDeclared: [
      ...new Set(example.tools.flatMap((tool) => (tool.name === undefined ? [] : [tool.name]))),
    ],
    toolsCalled: called,
    cases: casesOf(example),
    pair: example.kind === 'preference' ? pairOf(example) : undefined,
    tokens: estimateExample(example),
  };
}

function titleOf(messages: readonly Message[]): string {
  const first = messages.find((message) => message.role === 'user') ?? messages[0];
  const head =
    first === undefined
      ? ''
      : textOf(first)
          .slice(0, titleLength * 3)
          .replace(/\s+/g, ' ')
          .trim();
  return head.length > titleLength ? `${head.slice(0, titleLength).trimEnd()}…` : head;
}

function pairOf(example: Example): PairFacts {
  return {
    chosen: hashMessages(example.chosen),
    rejected: hashMessages(example.rejected),
    chosenLength: lengthOf(example.chosen),
    rejectedLength: lengthOf(example.rejected),
  };
}

function lengthOf(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + textOf(message).length, 0);
}

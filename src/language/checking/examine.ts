import { casesOf } from '../coverage/catalogue.ts';
import type { JsonObject } from '../document/json.ts';
import type { RowHandle } from '../document/row.ts';
import type { ExampleFacts, PairFacts } from '../facts/facts.ts';
import { allMessages, type Example, type Message, type Tool, textOf } from '../formats/example.ts';
import type { Format } from '../formats/format.ts';
import { exampleIn } from '../formats/read-row.ts';
import { fingerprintsOf, hashMessages } from '../similarity/fingerprint.ts';
import { estimateExample } from '../tokens/estimate.ts';

/** UTF-16 units of a row's title. */
const titleLength = 60;

const none: readonly string[] = [];

/**
 * Takes from an example what the dataset-wide rules will want of it. Strings are interned: what most rows have in
 * common (a system prompt, names of tools) is kept once, not once a row.
 */
export function examine(
  example: Example,
  value: JsonObject,
  row: RowHandle,
  format: Format,
  intern: Intern,
): ExampleFacts {
  const messages = allMessages(example);
  let called: string[] | undefined;
  for (const message of messages) {
    for (const call of message.calls) {
      if (call.name !== undefined && !called?.includes(call.name)) {
        called = [...(called ?? []), intern(call.name)];
      }
    }
  }
  const system = messages.find((message) => message.role === 'system' || message.role === 'developer');
  const fingerprints = fingerprintsOf(example, value);
  return new Facts(row, format, {
    kind: example.kind,
    fingerprints,
    system: system === undefined ? undefined : intern(textOf(system)),
    messages: messages.length,
    toolsDeclared: example.tools.length === 0 ? none : namesOf(example.tools, intern),
    toolsCalled: called ?? none,
    cases: casesOf(example),
    pair: example.kind === 'preference' ? pairOf(example) : undefined,
    tokens: estimateExample(example, fingerprints.ascii),
  });
}

type Intern = (text: string) => string;

/** Facts whose title is read from the row when it is asked for: kept, it would hold on to the parsed text. */
class Facts implements ExampleFacts {
  readonly kind: ExampleFacts['kind'];
  readonly fingerprints: ExampleFacts['fingerprints'];
  readonly system: string | undefined;
  readonly messages: number;
  readonly toolsDeclared: readonly string[];
  readonly toolsCalled: readonly string[];
  readonly cases: number;
  readonly pair: PairFacts | undefined;
  readonly tokens: ExampleFacts['tokens'];
  readonly #row: RowHandle;
  readonly #format: Format;

  constructor(row: RowHandle, format: Format, facts: Omit<ExampleFacts, 'title'>) {
    this.#row = row;
    this.#format = format;
    this.kind = facts.kind;
    this.fingerprints = facts.fingerprints;
    this.system = facts.system;
    this.messages = facts.messages;
    this.toolsDeclared = facts.toolsDeclared;
    this.toolsCalled = facts.toolsCalled;
    this.cases = facts.cases;
    this.pair = facts.pair;
    this.tokens = facts.tokens;
  }

  get title(): string {
    const example = exampleIn(this.#row.text, this.#format);
    return example === undefined ? '' : titleOf(allMessages(example));
  }
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

function namesOf(tools: readonly Tool[], intern: Intern): readonly string[] {
  return [...new Set(tools.flatMap((tool) => (tool.name === undefined ? [] : [intern(tool.name)])))];
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

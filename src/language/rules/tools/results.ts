import { dialogues, type Example, type Message, type ToolCall } from '../../formats/example.ts';
import { isCalling, usesTools } from './calls.ts';

/** Which result answers which call of a conversation. */
export interface Exchanges {
  readonly dialogue: readonly Message[];
  readonly answered: ReadonlyMap<ToolCall, Message>;
  /** Results of no call. Where one was open that it could have been meant for, that. */
  readonly strays: readonly { readonly result: Message; readonly meant: ToolCall | undefined }[];
  /** Calls without a result though the conversation goes on. Not those that a stray result was probably meant for. */
  readonly unanswered: readonly ToolCall[];
}

/** Calls and results of one conversation. */
const mostCalls = 2000;

const none: readonly Exchanges[] = [];
let lastExample: Example | undefined;
let lastExchanges = none;

/**
 * The exchanges of each conversation that a model would see whole; none for an example without tools. Several rules
 * ask of the same row, one after the other: the last answer is kept.
 */
export function exchangesIn(example: Example): readonly Exchanges[] {
  if (!usesTools(example)) {
    return none;
  }
  if (example !== lastExample) {
    lastExchanges = dialogues(example)
      .filter(isPlausible)
      .map((dialogue) => new Matcher().run(dialogue));
    lastExample = example;
  }
  return lastExchanges;
}

/** Matching takes the square of the number of calls: what no conversation has is not matched. */
function isPlausible(dialogue: readonly Message[]): boolean {
  let count = 0;
  for (const message of dialogue) {
    count += message.role === 'tool' ? 1 : message.calls.length;
  }
  return count <= mostCalls;
}

/**
 * Matches by id where results have one; else by the tool's name, where they have that (Hugging Face); else by order
 * (ShareGPT). Calls made one after the other, before the first result comes, count as made at once.
 */
class Matcher {
  readonly #answered = new Map<ToolCall, Message>();
  readonly #strays: { result: Message; meant: ToolCall | undefined }[] = [];
  readonly #unanswered: ToolCall[] = [];
  #open: ToolCall[] = [];
  /** Results since the last calls that answer none of them. */
  #lost: Message[] = [];
  /** Calls whose text could not be read: each takes one result, whichever. */
  #unread = 0;

  run(dialogue: readonly Message[]): Exchanges {
    let previous: Message | undefined;
    for (const message of dialogue) {
      if (message.role === 'tool') {
        this.#take(message);
      } else {
        const goesOn = isCalling(message) && previous !== undefined && isCalling(previous);
        if (!goesOn) {
          this.#close(true);
        }
        this.#open.push(...message.calls);
        this.#unread += isCalling(message) && message.calls.length === 0 ? 1 : 0;
      }
      previous = message;
    }
    // A conversation may end with a call: the call is what is learnt.
    this.#close(false);
    return { dialogue, answered: this.#answered, strays: this.#strays, unanswered: this.#unanswered };
  }

  #take(result: Message): void {
    const call = this.#callOf(result);
    if (call !== undefined) {
      this.#answered.set(call, result);
      remove(this.#open, call);
      remove(this.#unanswered, call);
    } else if (this.#unread > 0) {
      this.#unread--;
    } else {
      this.#lost.push(result);
    }
  }

  #callOf({ callId, name }: Message): ToolCall | undefined {
    if (callId !== undefined && callId !== '') {
      return (
        this.#open.find((call) => call.id === callId) ??
        this.#open.find((call) => call.id === undefined) ??
        // An answer that comes late is out of order, which is not this rule's business.
        this.#unanswered.find((call) => call.id === callId)
      );
    }
    return this.#open.find((call) => name !== undefined && call.name === name) ?? this.#open[0];
  }

  /** The conversation goes on with something else than results. */
  #close(goesOn: boolean): void {
    for (const [index, result] of this.#lost.entries()) {
      this.#strays.push({ result, meant: this.#open[index] });
    }
    if (goesOn) {
      this.#unanswered.push(...this.#open.slice(this.#lost.length));
    }
    this.#open = [];
    this.#lost = [];
    this.#unread = 0;
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) {
    list.splice(index, 1);
  }
}

import type { Role } from '../formats/example.ts';
import type { Container } from './container.ts';

type Help = Readonly<Record<string, string>>;

const toolsHelp: Help = {
  tools: 'The tools that the assistant may call, each with a name and a JSON Schema of its parameters.',
  functions: 'The tools that the assistant may call, in the older spelling of `tools`.',
  parallel_tool_calls: 'Whether the assistant may call several tools at once.',
};

const functionHelp: Help = {
  name: 'The name by which the assistant calls the tool.',
  description: 'What the tool does and when to call it: the model reads this.',
  parameters: 'JSON Schema of the arguments.',
  strict: 'Whether arguments must follow the schema exactly.',
};

const roleKeyHelp =
  'Who speaks. The model learns to write what the assistant says; everything else is what it answers to.';

/** One line about what a key means, by where it stands. Markdown. */
const keyHelp: Readonly<Partial<Record<Container, Help>>> = {
  row: {
    messages: "The conversation, first message first. The assistant's messages are what the model learns.",
    prompt: 'What the model is given: a string, or a list of messages.',
    completion: 'What the model learns to answer: a string, or a list of messages.',
    chosen: 'The better answer: training makes it more likely than the rejected one.',
    rejected: 'The worse answer: training makes it less likely than the chosen one.',
    input:
      'What both answers reply to: the messages, and the tools if there are any. In Alpaca rows: what the instruction is about.',
    preferred_output: 'The better answer: training makes it more likely than the other.',
    non_preferred_output: 'The worse answer: training makes it less likely than the preferred one.',
    conversations: 'The conversation, first turn first. The turns from `gpt` are what the model learns.',
    system: 'The system prompt: rules that hold for the whole conversation.',
    instruction: 'What the model is asked to do.',
    output: 'The answer that the model learns.',
    history: 'Earlier turns: a list of pairs, what was asked and what was answered.',
    text: 'Running text: the model learns all of it.',
    ...toolsHelp,
  },
  input: { messages: 'The conversation that both answers reply to.', ...toolsHelp },
  message: {
    role: roleKeyHelp,
    content: 'What is said: a string, a list of parts (text, images), or null beside tool calls.',
    tool_calls:
      'The tools that the assistant calls here, each with its arguments. The model learns to write them.',
    tool_call_id: 'The `id` of the call that this message is the result of.',
    name: 'The name of who speaks; of a tool message, the tool that was called.',
    weight: '0 keeps the model from learning this message, 1 (the default) lets it.',
    train: '`false` keeps the model from learning this message.',
    function_call: 'A single tool call, in the older spelling of `tool_calls`.',
    refusal: 'The text by which the assistant declines, in place of content.',
    reasoning: 'What the assistant thinks before it answers.',
    reasoning_content: 'What the assistant thinks before it answers.',
    thinking: 'What the assistant thinks before it answers.',
  },
  turn: { from: roleKeyHelp, value: 'What is said.', weight: '0 keeps the model from learning this turn.' },
  part: {
    type: 'What kind of content this part is.',
    text: 'The text of this part.',
    image_url: 'The image: its address, or its data as a data URL.',
  },
  call: {
    id: "A name for this call that the tool's result refers to in `tool_call_id`.",
    type: 'The kind of tool: `function`.',
    function: 'Which tool is called, and with what.',
    name: 'The tool that is called.',
    arguments: "What the tool is called with, as its parameters' schema says.",
  },
  called: {
    name: 'The tool that is called: one that the row declares.',
    arguments: "What the tool is called with, as its parameters' schema says: a JSON string or an object.",
  },
  tool: { type: 'The kind of tool: `function`.', function: 'The tool itself.', ...functionHelp },
  function: functionHelp,
  schema: {
    type: 'The JSON type of the value.',
    properties: 'The parameters by name, each with its own schema.',
    required: 'The parameters that every call must give.',
    enum: 'The only values that are allowed.',
    description: 'What the value means: the model reads this.',
    items: 'The schema of each element of a list.',
  },
};

const roleHelp: Readonly<Record<Role, string>> = {
  system: 'Rules for the whole conversation. The model reads them and does not learn to write them.',
  developer: 'Rules for the whole conversation: what newer OpenAI models call the system message.',
  user: 'What the person says. The model reads it and does not learn to write it.',
  assistant: 'What the model learns to say.',
  tool: 'What a tool gave back. The model reads it and does not learn to write it.',
  unknown: 'A role that this format does not know.',
};

export function helpOnKey(container: Container | undefined, key: string): string | undefined {
  const help = container === undefined ? undefined : keyHelp[container];
  return help !== undefined && Object.hasOwn(help, key) ? help[key] : undefined;
}

export function helpOnRole(role: Role): string {
  return roleHelp[role];
}

/** Keys that are known in a container, in the order in which they are commonly written. */
export function keysWithHelp(container: Container): readonly string[] {
  return Object.keys(keyHelp[container] ?? {});
}

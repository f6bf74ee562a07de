import type { Path } from '../document/place.ts';

/** What an object or a list of a row is, by the path that leads to it; the same names in all formats. */
export type Container =
  | 'row'
  | 'input'
  | 'messages'
  | 'message'
  | 'turns'
  | 'turn'
  | 'parts'
  | 'part'
  | 'calls'
  | 'call'
  | 'called'
  | 'arguments'
  | 'tools'
  | 'tool'
  | 'functions'
  | 'function'
  | 'schema';

const anyKey = '*';
const anyIndex = '#';

const toolKeys: Readonly<Record<string, Container>> = { tools: 'tools', functions: 'functions' };

/** Which container a step leads to, from each. */
const steps: Readonly<Record<Container, Readonly<Record<string, Container>>>> = {
  row: {
    messages: 'messages',
    prompt: 'messages',
    completion: 'messages',
    chosen: 'messages',
    rejected: 'messages',
    preferred_output: 'messages',
    non_preferred_output: 'messages',
    conversations: 'turns',
    input: 'input',
    ...toolKeys,
  },
  input: { messages: 'messages', ...toolKeys },
  messages: { [anyIndex]: 'message' },
  message: { content: 'parts', tool_calls: 'calls', function_call: 'called' },
  turns: { [anyIndex]: 'turn' },
  turn: {},
  parts: { [anyIndex]: 'part' },
  part: {},
  calls: { [anyIndex]: 'call' },
  call: { function: 'called', arguments: 'arguments' },
  called: { arguments: 'arguments' },
  arguments: { [anyKey]: 'arguments', [anyIndex]: 'arguments' },
  tools: { [anyIndex]: 'tool' },
  tool: { function: 'function', parameters: 'schema' },
  functions: { [anyIndex]: 'function' },
  function: { parameters: 'schema' },
  schema: { [anyKey]: 'schema', [anyIndex]: 'schema' },
};

/** The container at a path; undefined where no format has anything to say of it. */
export function containerAt(path: Path): Container | undefined {
  let container: Container | undefined = 'row';
  for (const step of path) {
    const from: Readonly<Record<string, Container>> = steps[container];
    if (typeof step === 'number') {
      container = from[anyIndex];
    } else {
      container = Object.hasOwn(from, step) ? from[step] : from[anyKey];
    }
    if (container === undefined) {
      return undefined;
    }
  }
  return container;
}

import { formats } from '../../formats/all.ts';
import type { Role } from '../../formats/example.ts';
import { knownKeys } from '../../formats/known-keys.ts';
import { roleOf } from '../../formats/read.ts';
import { type Container, containerAt } from '../container.ts';
import { helpOnKey, keysWithHelp } from '../key-help.ts';
import { argumentsSpelling, type Context, callAt, type Offer, parametersOf, rolesOf } from './context.ts';
import { likelyRoles } from './roles.ts';
import { argumentKeys, schemaAt } from './schema.ts';
import { type Hole, hole, type Template } from './template.ts';

/** The keys that the object at the cursor could have and has not. */
export function keyOffers(context: Context): Offer[] {
  const { cursor, example, style } = context;
  const container = containerAt(cursor.container);
  if (container === undefined) {
    return [];
  }
  if (container === 'arguments') {
    const call = callAt(example, cursor.container);
    const inside = cursor.container.slice(call?.argumentsPath.length ?? 0);
    const schema = schemaAt(parametersOf(example, call?.name), inside);
    return call === undefined ? [] : argumentKeys(schema, cursor.siblings, style);
  }
  return namesOf(container, context)
    .filter((name) => !Object.hasOwn(cursor.siblings, name))
    .map((name) => ({
      label: name,
      kind: 'key',
      detail: detailOf(container, name, context),
      documentation: helpOnKey(container, name),
      template: [`"${name}"${style.colon}`, ...templateFor(container, name, context)],
    }));
}

function namesOf(container: Container, context: Context): readonly string[] {
  const { cursor, format } = context;
  switch (container) {
    case 'row': {
      const known = format === undefined ? [] : knownKeys(format.schema, []);
      const usual = format?.requiredKeys ?? formats.flatMap((each) => each.requiredKeys);
      return [...new Set([...usual, ...known])];
    }
    case 'message':
      return messageKeys(context);
    case 'call':
      return ['id', 'type', 'function'];
    case 'tool':
      return ['type', 'function'];
    case 'schema':
      // Under "properties" the keys are the parameters' names: those are the writer's.
      return cursor.container.at(-1) === 'properties' ? [] : keysWithHelp(container);
    case 'input':
    case 'turn':
    case 'part':
    case 'called':
    case 'function':
      return keysWithHelp(container);
    default:
      return [];
  }
}

/** Keys that only some roles' messages have. */
const roleKeys: Readonly<Record<string, readonly Role[]>> = {
  tool_calls: ['assistant'],
  weight: ['assistant'],
  train: ['assistant'],
  refusal: ['assistant'],
  reasoning: ['assistant'],
  reasoning_content: ['assistant'],
  thinking: ['assistant'],
  tool_call_id: ['tool'],
  // Older spelling: read where it is written, but nothing to start now.
  function_call: [],
};

function messageKeys(context: Context): readonly string[] {
  const { cursor, format } = context;
  const known = format === undefined ? [] : knownKeys(format.schema, cursor.container);
  const { role: spelling } = cursor.siblings;
  const role = typeof spelling === 'string' ? roleOf(spelling, rolesOf(context)) : 'unknown';
  return keysWithHelp('message').filter((key) => {
    const roles = Object.hasOwn(roleKeys, key) ? roleKeys[key]! : undefined;
    const fits = roles === undefined || (role === 'unknown' ? roles.length > 0 : roles.includes(role));
    return fits && (known.length === 0 || known.includes(key));
  });
}

function detailOf(container: Container, name: string, { format }: Context): string {
  if (container !== 'row') {
    return '';
  }
  if (format !== undefined) {
    return format.requiredKeys.includes(name) ? `${format.title}, required` : format.title;
  }
  return formats
    .filter((each) => each.requiredKeys.includes(name))
    .map((each) => each.title)
    .join(', ');
}

const quoted: Template = ['"', hole, '"'];
const list: Template = ['[', hole, ']'];
const object: Template = ['{', hole, '}'];

/** What is written after a key whose value is not a plain text. */
const values: Readonly<Record<string, Template>> = {
  messages: list,
  preferred_output: list,
  non_preferred_output: list,
  conversations: list,
  history: list,
  tools: list,
  functions: list,
  tool_calls: list,
  required: list,
  enum: list,
  function: object,
  parameters: object,
  properties: object,
  items: object,
  image_url: object,
  weight: [{ choices: ['0', '1'] }],
  train: [{ choices: ['false', 'true'] }],
  parallel_tool_calls: [{ choices: ['false', 'true'] }],
  strict: [{ choices: ['true', 'false'] }],
};

function templateFor(container: Container, name: string, context: Context): Template {
  const usual = container === 'row' ? usualValue(name, context) : undefined;
  if (usual !== undefined) {
    return usual;
  }
  if ((container === 'message' && name === 'role') || (container === 'turn' && name === 'from')) {
    return ['"', { choices: likelyRoles(context) } satisfies Hole, '"'];
  }
  if (name === 'type' && (container === 'call' || container === 'tool')) {
    return ['"function"'];
  }
  if (name === 'type' && container === 'part') {
    return ['"', { choices: ['text', 'image_url'] }, '"'];
  }
  if (name === 'arguments' && argumentsSpelling(context) === 'object') {
    return object;
  }
  if (name === 'input' && context.format?.id === 'openai-preference') {
    return object;
  }
  return Object.hasOwn(values, name) ? values[name]! : quoted;
}

/** What other rows of the file have under a key: a prompt is a text in some files and a list of messages in others. */
function usualValue(name: string, { dataset }: Context): Template | undefined {
  for (const shape of dataset.indexes.shapes.counts.keys()) {
    switch (shape.keys?.get(name)?.kind) {
      case 'string':
        return quoted;
      case 'array':
        return list;
      case 'object':
        return object;
      default:
    }
  }
  return undefined;
}

import { type Json, valueAt } from '../../document/json.ts';
import { roleOf } from '../../formats/read.ts';
import type { Container } from '../container.ts';
import { helpOnRole } from '../key-help.ts';
import { argumentsSpelling, type Context, type Offer, rolesOf } from './context.ts';
import { likelyRoles } from './roles.ts';
import { holeMark, templateOf, withoutMark } from './template.ts';

/** Whole elements of a list: the next message, a call, a tool. */
export function elementOffers(container: Container | undefined, context: Context): Offer[] {
  switch (container) {
    case 'messages':
      return messages(context);
    case 'turns':
      return likelyRoles(context)
        .slice(0, mostRoles)
        .map((from) => roleElement(context, from, { from, value: holeMark }));
    case 'calls':
      return [element(context, 'call of a tool', call(context))];
    case 'tools':
      return [element(context, 'tool', { type: 'function', function: definition })];
    case 'functions':
      return [element(context, 'function', definition)];
    case 'parts':
      return [
        element(context, 'text', { type: 'text', text: holeMark }),
        element(context, 'image', { type: 'image_url', image_url: { url: holeMark } }),
      ];
    default:
      return [];
  }
}

/** Roles whose messages are offered whole; the rest is rare enough to be typed. */
const mostRoles = 4;

const definition: Json = {
  name: holeMark,
  description: holeMark,
  parameters: {
    type: 'object',
    properties: {},
    required: [],
  },
};

function messages(context: Context): Offer[] {
  const offers: Offer[] = [];
  for (const role of likelyRoles(context).slice(0, mostRoles)) {
    if (roleOf(role, rolesOf(context)) === 'tool') {
      const id = lastCallId(context);
      offers.push(
        roleElement(context, role, { role, tool_call_id: withoutMark(id) || holeMark, content: holeMark }),
      );
    } else {
      offers.push(roleElement(context, role, { role, content: holeMark }));
    }
    if (role === 'assistant' && context.example.tools.length > 0) {
      offers.push(
        element(context, 'assistant calling a tool', { role, content: null, tool_calls: [call(context)] }),
      );
    }
  }
  return offers;
}

function call(context: Context): Json {
  const [only, ...others] = context.example.tools;
  return {
    id: `call_${holeMark}`,
    type: 'function',
    function: {
      name: others.length === 0 && only?.name !== undefined ? withoutMark(only.name) : holeMark,
      arguments: argumentsSpelling(context) === 'string' ? `{${holeMark}}` : {},
    },
  };
}

/** The id of the first call of the message before that has no result yet; empty where none waits for one. */
function lastCallId({ cursor, example }: Context): string {
  const answered = new Set(example.messages.map((message) => message.callId));
  const list = valueAt(cursor.root, cursor.container);
  const before = example.messages.filter(
    (message) =>
      Array.isArray(list) &&
      message.path.length === cursor.container.length + 1 &&
      (message.path.at(-1) as number) < (cursor.step as number),
  );
  const open = before
    .flatMap((message) => message.calls)
    .find((each) => each.id !== undefined && !answered.has(each.id));
  return open?.id ?? '';
}

function roleElement(context: Context, spelling: string, value: Json): Offer {
  return {
    ...element(context, spelling, value),
    documentation: helpOnRole(roleOf(spelling, rolesOf(context))),
  };
}

function element({ style }: Context, label: string, value: Json): Offer {
  return { label, kind: 'value', detail: 'new', template: templateOf(value, style) };
}

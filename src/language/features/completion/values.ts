import { type JsonObject, valueAt } from '../../document/json.ts';
import { allMessages } from '../../formats/example.ts';
import { roleOf } from '../../formats/read.ts';
import { demandsFor } from '../../targets/target.ts';
import { containerAt } from '../container.ts';
import { helpOnRole } from '../key-help.ts';
import { argumentsSpelling, type Context, callAt, type Offer, parametersOf, rolesOf } from './context.ts';
import { elementOffers } from './elements.ts';
import { likelyRoles } from './roles.ts';
import { argumentsTemplate, argumentValues, schemaAt } from './schema.ts';
import { insideString, write } from './template.ts';

/** Names of tools from other rows that are offered. */
const mostNames = 50;

/** How far up another row that declares tools is looked for. */
const rowsLookedBack = 200;

/** The values that could stand at the cursor. */
export function valueOffers(context: Context): Offer[] {
  const { cursor, example, style } = context;
  const container = containerAt(cursor.container);
  if (container === 'arguments') {
    const call = callAt(example, cursor.container);
    const inside = [...cursor.container.slice(call?.argumentsPath.length ?? 0), cursor.step];
    return call === undefined
      ? []
      : argumentValues(schemaAt(parametersOf(example, call.name), inside), style);
  }
  if (typeof cursor.step === 'number') {
    return elementOffers(container, context);
  }
  switch (`${container} ${cursor.step}`) {
    case 'message role':
    case 'turn from':
      return roles(context);
    case 'message weight':
    case 'turn weight':
      return weights(context);
    case 'message train':
    case 'row parallel_tool_calls':
    case 'input parallel_tool_calls':
    case 'function strict':
      return [plain('true', 'yes'), plain('false', 'no')];
    case 'message name':
      return isToolMessage(context) ? toolNames(context) : [];
    case 'called name':
    case 'call name':
      return toolNames(context);
    case 'message tool_call_id':
      return callIds(context);
    case 'call type':
    case 'tool type':
      return [plain('"function"', 'kind of tool')];
    case 'part type':
      return [plain('"text"', 'kind of content'), plain('"image_url"', 'kind of content')];
    case 'schema type':
      return ['string', 'number', 'integer', 'boolean', 'array', 'object'].map((type) =>
        plain(`"${type}"`, 'JSON type'),
      );
    case 'called arguments':
    case 'call arguments':
      return wholeArguments(context);
    case 'row tools':
    case 'input tools':
      return toolsOfRowAbove(context);
    default:
      return [];
  }
}

function plain(json: string, detail: string): Offer {
  return { label: json.replaceAll('"', ''), kind: 'value', detail, template: [json] };
}

function text(value: string, detail: string, documentation?: string): Offer {
  return { label: value, kind: 'value', detail, documentation, template: [JSON.stringify(value)] };
}

function roles(context: Context): Offer[] {
  return likelyRoles(context).map((spelling) => {
    const role = roleOf(spelling, rolesOf(context));
    return text(spelling, role === spelling ? 'role' : `role: ${role}`, helpOnRole(role));
  });
}

function weights({ targets }: Context): Offer[] {
  const demands = demandsFor(targets, 'weights');
  const allowed = demands.length === 0 ? [0, 1] : demands[0]!.value;
  return allowed
    .filter((weight) => demands.every(({ value }) => value.includes(weight)))
    .map((weight) => plain(String(weight), weight === 0 ? 'not learnt' : 'learnt'));
}

function isToolMessage(context: Context): boolean {
  const { role } = context.cursor.siblings;
  return typeof role !== 'string' || roleOf(role, rolesOf(context)) === 'tool';
}

/** The tools that the row declares; where it declares none, those that other rows do. */
function toolNames({ example, dataset }: Context): Offer[] {
  const declared = example.tools.filter((tool) => tool.name !== undefined && tool.name !== '');
  if (declared.length > 0) {
    return declared.map((tool) => text(tool.name!, 'declared in this row'));
  }
  return [...dataset.indexes.toolsDeclared.counts.keys()]
    .slice(0, mostNames)
    .sort()
    .map((name) => text(name, 'declared in other rows'));
}

/** Ids of the calls before this message, those still without a result first. */
function callIds({ cursor, example }: Context): Offer[] {
  const messages = allMessages(example);
  const here = messages.findIndex((message) => samePath(message.path, cursor.container));
  const answered = new Set(messages.filter((_, index) => index !== here).map((message) => message.callId));
  const calls = messages
    .slice(0, here < 0 ? messages.length : here)
    .flatMap((message) => message.calls)
    .filter((call) => call.id !== undefined && call.id !== '');
  const open = calls.filter((call) => !answered.has(call.id));
  const closed = calls.filter((call) => answered.has(call.id));
  return [
    ...open.map((call) => text(call.id!, `call of ${call.name ?? 'a tool'}`)),
    ...closed.map((call) => text(call.id!, `call of ${call.name ?? 'a tool'}, has a result`)),
  ];
}

function samePath(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function wholeArguments(context: Context): Offer[] {
  const { cursor, example, style } = context;
  const { name } = cursor.siblings;
  const schema = parametersOf(example, typeof name === 'string' ? name : undefined);
  if (schema === undefined) {
    return [];
  }
  const template = argumentsTemplate(schema, style);
  const spelling = argumentsSpelling(context);
  return [
    {
      label: `arguments of ${String(name)}`,
      kind: 'value',
      detail: spelling === 'string' ? 'JSON string' : 'object',
      template: spelling === 'string' ? ['"', ...insideString(template), '"'] : template,
    },
  ];
}

/** The tools of the nearest row above: most files declare the same ones in every row. */
function toolsOfRowAbove({ dataset, line, style }: Context): Offer[] {
  for (let above = line - 1; above >= Math.max(0, line - rowsLookedBack); above--) {
    const row = dataset.rows[above]!;
    if ((row.facts?.example?.toolsDeclared.length ?? 0) > 0) {
      const tools = toolsIn(row.text);
      return tools === undefined
        ? []
        : [
            {
              label: `tools of row ${above + 1}`,
              kind: 'value',
              detail: row.facts!.example!.toolsDeclared.slice(0, 5).join(', '),
              template: [write(tools, style)],
            },
          ];
    }
  }
  return [];
}

function toolsIn(row: string): JsonObject[string] | undefined {
  try {
    const value: unknown = JSON.parse(row);
    const tools = valueAt(value, ['tools']) ?? valueAt(value, ['input', 'tools']);
    return Array.isArray(tools) ? tools : undefined;
  } catch {
    return undefined;
  }
}

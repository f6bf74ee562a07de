import { through } from '../../document/place.ts';
import { editThrough, replaceValue } from '../../document/surgery.ts';
import { allMessages, type Example, type Tool, type ToolCall } from '../../formats/example.ts';
import type { Format } from '../../formats/format.ts';
import { exampleIn } from '../../formats/read-row.ts';
import { demandsFor, targetNames } from '../../targets/target.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleContext, ExampleRule, Report } from '../rule.ts';
import { usesTools } from './calls.ts';

/** What OpenAI's API takes for a name of a function, and with it Mistral and most servers of the same protocol. */
const usual = /^[a-zA-Z0-9_-]{1,64}$/;

/** Problems of one row; what a row has more of is wrong in the same way. */
const most = 20;

/** A tool with a name that trainers or servers refuse. */
export const toolName: ExampleRule = {
  code: 'tools.name',
  title: 'Name of a tool',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check(context, report) {
    const { example } = context;
    let odd: Map<string, Tool | ToolCall> | undefined;
    for (const tool of example.tools) {
      if (!isUsual(tool)) {
        odd = withFirst(odd, tool);
      }
    }
    for (const message of usesTools(example) ? allMessages(example) : []) {
      for (const call of message.calls) {
        if (!isUsual(call)) {
          odd = withFirst(odd, call);
        }
      }
    }
    for (const named of odd?.values() ?? []) {
      judge(context, named, report);
    }
  },
};

function withFirst(map: Map<string, Tool | ToolCall> = new Map(), named: Tool | ToolCall) {
  const { name = '' } = named;
  return map.has(name) || map.size >= most ? map : map.set(name, named);
}

/** A name that is missing altogether is the schema's business, but for calls in a text, into which that can't see. */
function isUsual({ name, text }: Tool | ToolCall): boolean {
  return name === undefined ? text === undefined : usual.test(name);
}

function judge({ example, format, targets }: ExampleContext, named: Tool | ToolCall, report: Report): void {
  const { name = '', text, path, namePath } = named;
  if (name === '') {
    if (named.name !== undefined || 'arguments' in named) {
      report({
        place: named.name === undefined ? through(text, path, 'open') : through(text, namePath),
        severity: 'error',
        message:
          'arguments' in named
            ? 'This call names no tool: the model would learn to call nothing.'
            : 'This tool has no name: it can never be called.',
      });
    }
    return;
  }
  const broken = demandsFor(targets, 'toolName').filter(({ value }) => !new RegExp(value).test(name));
  if (broken.length === 0 && targets.length > 0) {
    return;
  }
  const why =
    name.length > 64
      ? 'is longer than 64 characters'
      : `has characters other than letters, digits, "_" and "-"`;
  report({
    place: through(text, namePath),
    severity: broken.length > 0 ? 'error' : 'warning',
    message:
      broken.length > 0
        ? `The name ${quoted(name)} ${why}, and ${targetNames(broken)} rejects it.`
        : `The name ${quoted(name)} ${why}: OpenAI, Mistral and servers like theirs refuse such a tool.`,
    fix: renaming(name, replacementFor(name, example), format),
  });
}

function replacementFor(name: string, example: Example): string | undefined {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .trim()
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .slice(0, 64);
  const taken = example.tools.some((tool) => tool.name === plain);
  return taken || !/[a-zA-Z0-9]/.test(plain) ? undefined : plain;
}

/** Renames a tool wherever the row speaks of it: its declaration, its calls and its results. */
function renaming(name: string, to: string | undefined, format: Format): Fix | undefined {
  if (to === undefined) {
    return undefined;
  }
  return {
    title: `Rename to ${quoted(to)} in this row`,
    safety: 'suggested',
    change: ({ text }) => {
      const example = exampleIn(text, format);
      if (example === undefined) {
        return undefined;
      }
      const messages = allMessages(example);
      const named = [...example.tools, ...messages.flatMap((message) => message.calls)].filter(
        (part) => part.name === name,
      );
      const results = messages.filter((message) => message.role === 'tool' && message.name === name);
      return {
        kind: 'columns',
        edits: [
          ...named.flatMap((part) =>
            editThrough(text, part.text, part.namePath, (json, path) => replaceValue(json, path, to)),
          ),
          ...results.flatMap((message) => replaceValue(text, [...message.path, 'name'], to)),
        ],
      };
    },
  };
}

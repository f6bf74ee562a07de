import { isObject, type Json, type JsonObject, typeName, valueAt } from '../../document/json.ts';
import { keyAt, type Path, through } from '../../document/place.ts';
import { addProperty, removeAt, replaceValue } from '../../document/surgery.ts';
import { toolsText } from '../../formats/read.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleContext, ExampleRule, Report } from '../rule.ts';
import { mended, mistakeIn } from './broken-json.ts';
import { checkParameters } from './declared-schema.ts';
import { withArticle } from './words.ts';

/** A declared tool that is not declared right: the model sees something else than its calls are made for. */
export const definition: ExampleRule = {
  code: 'tools.definition',
  title: 'Malformed declaration of a tool',
  severity: 'warning',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check(context, report) {
    const { toolsPath } = context.example;
    if (toolsPath === undefined) {
      return;
    }
    const declared = valueAt(context.value, toolsPath);
    if (typeof declared !== 'string') {
      // Of what is no list at all, the row's schema speaks.
      checkList(context, Array.isArray(declared) ? declared : [], toolsPath, undefined, report);
    } else if (declared.trim() === '') {
      checkBlank(context, declared, toolsPath, report);
    } else {
      checkText(context, declared, toolsPath, report);
    }
  },
};

/** LLaMA-Factory's tables write "" for no tools; anything else that is blank it takes for broken JSON. */
function checkBlank({ format }: ExampleContext, declared: string, path: Path, report: Report): void {
  const table = format.id === 'sharegpt';
  if (table && declared === '') {
    return;
  }
  report({
    place: { path },
    message: table
      ? 'The tools are a string of white space, which LLaMA-Factory can\'t read as JSON. Write "" for none.'
      : 'The tools are an empty string, which is no list of tools: trainers that parse it stop here. Leave the key out where there are none.',
    fix: {
      title: table ? 'Write ""' : `Remove ${quoted(String(path.at(-1)))}`,
      safety: 'safe',
      change: ({ text }) => ({
        kind: 'columns',
        edits: table ? replaceValue(text, path, '') : removeAt(text, path),
      }),
    },
  });
}

function checkText(context: ExampleContext, declared: string, path: Path, report: Report): void {
  const parsed = toolsText(declared)?.value;
  if (Array.isArray(parsed)) {
    checkList(context, parsed, path, path, report);
    return;
  }
  const mistake = parsed === undefined ? mistakeIn(declared) : undefined;
  const text = mended(declared, Array.isArray);
  report({
    place: mistake === undefined ? keyAt(...path) : { path, span: [mistake.start, mistake.end] },
    severity: 'error',
    message:
      mistake !== undefined
        ? `The tools are not valid JSON, and no trainer can read them. ${mistake.says}`
        : `The tools should be a list, but the text holds ${parsed === null ? 'null' : withArticle(typeName(parsed))}.`,
    fix:
      parsed !== undefined || text === undefined
        ? undefined
        : {
            title: 'Write the tools as JSON',
            safety: 'suggested',
            change: (row) => ({ kind: 'columns', edits: replaceValue(row.text, path, text) }),
          },
  });
}

function checkList(
  context: ExampleContext,
  list: readonly Json[],
  path: Path,
  text: Path | undefined,
  report: Report,
): void {
  const bare: number[] = [];
  let names: Set<string> | undefined;
  for (const [index, tool] of list.entries()) {
    const at = [...path, index];
    if (!isObject(tool)) {
      const found = tool === null ? 'null' : withArticle(typeName(tool));
      report({
        place: through(text, at),
        message: `A tool should be an object with a "name", but this is ${found}.`,
      });
      continue;
    }
    const nested = isObject(tool.function);
    const named = nested ? (tool.function as JsonObject) : tool;
    const inner = nested ? [...at, 'function'] : at;
    if (typeof named.name === 'string') {
      names ??= new Set();
      if (names.has(named.name)) {
        report({
          place: through(text, [...inner, 'name']),
          message: `The row declares ${quoted(named.name)} twice: which of the two a call means is left to chance.`,
        });
      }
      names.add(named.name);
      if (tool.type !== 'function' || !nested) {
        bare.push(index);
      }
    } else if (typeof tool.type !== 'string' || tool.type === 'function') {
      // Tools of a server's own (`{"type": "web_search"}`) have none.
      const missing = named.name === undefined || named.name === null;
      report({
        place: missing ? through(text, inner, 'open') : through(text, [...inner, 'name']),
        severity: 'error',
        message: missing
          ? 'This tool has no "name": no call can mean it.'
          : `The "name" of a tool should be a string, but is ${withArticle(typeName(named.name))}.`,
      });
    }
    checkParameters(named.parameters, [...inner, 'parameters'], text, report);
  }
  if (bare.length > 0) {
    checkWrapper(context, list, bare, path, text, report);
  }
}

/** OpenAI's chat format says of each tool what kind it is; only its older `functions` are bare. */
function checkWrapper(
  { format }: ExampleContext,
  list: readonly Json[],
  bare: readonly number[],
  path: Path,
  text: Path | undefined,
  report: Report,
): void {
  if (text !== undefined || path.at(-1) !== 'tools' || !format.id.startsWith('openai-')) {
    return;
  }
  const first = bare[0]!;
  const nested = isObject((list[first] as JsonObject).function);
  report({
    place: { path: [...path, first], part: 'open' },
    message: nested
      ? 'This tool lacks "type": "function", which OpenAI and others ask for.'
      : 'This tool is a bare function, and OpenAI and others want {"type": "function", "function": {…}} around it.',
    fix: wrapping(list, bare, path),
  });
}

function wrapping(list: readonly Json[], bare: readonly number[], path: Path): Fix {
  return {
    title: 'Write the tools as {"type": "function", "function": {…}}',
    safety: 'suggested',
    change: ({ text }) => ({
      kind: 'columns',
      edits: bare.flatMap((index) => {
        const at = [...path, index];
        const { type, ...declared } = list[index] as JsonObject;
        if (!isObject(declared.function)) {
          return replaceValue(text, at, { type: 'function', function: declared });
        }
        return type === undefined
          ? addProperty(text, at, 'type', 'function')
          : replaceValue(text, [...at, 'type'], 'function');
      }),
    }),
  };
}

import { closest } from '../../closest.ts';
import { type JsonObject, valueAt } from '../../document/json.ts';
import { through } from '../../document/place.ts';
import { editThrough, replaceValue } from '../../document/surgery.ts';
import { type Example, isTrained, type Tool, type ToolCall } from '../../formats/example.ts';
import { toolsText } from '../../formats/read.ts';
import { quoted } from '../../words.ts';
import type { ExampleRule, Report } from '../rule.ts';
import { declared, taught, usesTools } from './calls.ts';
import { listed } from './words.ts';

/** Problems of one row; what a row has more of is wrong in the same way. */
const most = 20;
/** Tools and letters of a name that are looked at for the tool that was meant. */
const mostCompared = 500;
const longestName = 100;

/** A call of a tool that the row does not declare: the model would learn to call what it was not told of. */
export const undeclared: ExampleRule = {
  code: 'tools.undeclared',
  title: 'Call of a tool that is not declared',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example, value }, report) {
    if (!usesTools(example)) {
      return;
    }
    let reported = 0;
    for (const message of taught(example)) {
      for (const call of isTrained(message) ? message.calls : []) {
        const { name } = call;
        if (name === undefined || name === '' || declared(example).has(name)) {
          continue;
        }
        if (example.tools.length === 0) {
          // Once a row: what is wrong is that no tools are there, not the calls.
          reportWithoutTools(example, value, call, report);
          return;
        }
        // A tool whose own name is missing may be the one.
        if (reported < most && !example.tools.some(isNameless) && !isExplained(example, name)) {
          reported++;
          reportUnknown(example, call, name, report);
        }
      }
    }
  },
};

function isNameless({ name }: Tool): boolean {
  return name === undefined;
}

function reportUnknown(example: Example, call: ToolCall, name: string, report: Report): void {
  const names = example.tools.slice(0, mostCompared).map((tool) => tool.name!);
  const near = name.length > longestName ? undefined : closest(name, names);
  report({
    place: through(call.text, call.namePath),
    message:
      near === undefined
        ? `The row does not declare a tool ${quoted(name)}: it has ${listed(names)}. Declare it, or call another.`
        : `The row does not declare a tool ${quoted(name)}. Did you mean ${quoted(near)}?`,
    fix:
      near === undefined
        ? undefined
        : {
            title: `Call ${quoted(near)}`,
            safety: 'suggested',
            change: ({ text }) => ({
              kind: 'columns',
              edits: editThrough(text, call.text, call.namePath, (json, path) =>
                replaceValue(json, path, near),
              ),
            }),
          },
  });
}

function reportWithoutTools(example: Example, row: JsonObject, call: ToolCall, report: Report): void {
  if (!hasUnread(example, row) && !isExplained(example, call.name!)) {
    report({
      place: through(call.text, call.namePath),
      severity: 'warning',
      message: `The row calls ${quoted(call.name!)} and declares no tools: the model never sees what it can call, and learns to make calls up. Declare them under "tools".`,
    });
  }
}

/** Whether tools are there in a form that can't be read: tools.definition speaks of them, or the schema. */
function hasUnread(example: Example, row: JsonObject): boolean {
  const value = example.toolsPath === undefined ? undefined : valueAt(row, example.toolsPath);
  const list = typeof value === 'string' && value.trim() !== '' ? toolsText(value)?.value : value;
  return Array.isArray(list) ? list.length > 0 : value !== undefined && String(value).trim() !== '';
}

/** Whether the prompt itself tells of the tool, as Hermes and others write their tools into the system message. */
function isExplained(example: Example, name: string): boolean {
  return example.messages.some(
    ({ role, passages }) =>
      (role === 'system' || role === 'developer') && passages.some(({ text }) => text.includes(name)),
  );
}

import type { Json, JsonObject } from '../../document/json.ts';
import type { Path } from '../../document/place.ts';
import { renameKey, replaceValue } from '../../document/surgery.ts';
import { type Example, isTrained, type ToolCall } from '../../formats/example.ts';
import { quoted, series } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule, Finding } from '../rule.ts';
import { argumentsOf, declared, editArguments, inArguments, taught, usesTools } from './calls.ts';
import { converted, meant } from './conversion.ts';
import { isCertain, type Violation, violations } from './parameters.ts';
import { shown, withArticle } from './words.ts';

/** A call whose arguments are not what its tool declares: the model would learn calls that the tool refuses. */
export const argumentsSchema: ExampleRule = {
  code: 'tools.arguments-schema',
  title: 'Arguments break the schema of the tool',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example }, report) {
    if (example.tools.length === 0 || !usesTools(example)) {
      return;
    }
    for (const message of taught(example)) {
      // A call that is not trained may be wrong on purpose: what follows puts it right.
      for (const call of isTrained(message) ? message.calls : []) {
        const parameters = parametersFor(example, call);
        const given = parameters === undefined ? undefined : argumentsOf(call);
        if (parameters !== undefined && given !== undefined) {
          for (const violation of violations(parameters, given)) {
            report(findingOf(call, violation));
          }
        }
      }
    }
  },
};

/** What is declared of the tool that is called; undefined where it is not declared, or twice. */
function parametersFor(example: Example, { name }: ToolCall): JsonObject | undefined {
  const tool = name === undefined ? undefined : declared(example).get(name);
  return tool === 'several' ? undefined : tool?.parameters;
}

function findingOf(call: ToolCall, violation: Violation): Finding {
  const { path } = violation;
  const tool = quoted(call.name ?? '');
  switch (violation.kind) {
    case 'missing':
      return {
        place: inArguments(call, path, 'open'),
        message: `This call of ${tool} leaves out ${quoted(dotted([...path, violation.key]))}, which the tool requires. Add it, or let the example ask for it.`,
      };
    case 'unknown':
      return unknownKey(call, violation);
    case 'type':
      return {
        place: inArguments(call, path),
        message: `${naming(path)} of ${tool} should be ${typeList(violation.types)}, but is ${found(violation.found)}.`,
        fix: valueFix(call, path, converted(violation.found, violation.types)),
      };
    case 'value': {
      const { allowed } = violation;
      const near = meant(violation.found, allowed);
      const one = allowed.length === 1 ? shown(allowed[0]) : `one of ${series(allowed.map(shown), 8)}`;
      const guess = near === undefined || allowed.length === 1 ? '' : ` Did you mean ${shown(near)}?`;
      return {
        place: inArguments(call, path),
        message: `${naming(path)} of ${tool} should be ${one}, but is ${shown(violation.found)}.${guess}`,
        fix: valueFix(call, path, near),
      };
    }
    case 'limit':
      return {
        place: inArguments(call, path, path.length === 0 ? 'open' : undefined),
        message: `${naming(path)} of ${tool} should ${violation.rule}, as the tool declares.`,
      };
  }
}

function unknownKey(call: ToolCall, violation: Violation & { kind: 'unknown' }): Finding {
  const { path, near, forbidden } = violation;
  const tool = quoted(call.name ?? '');
  const says = `${tool} has no parameter ${quoted(dotted(path))}${forbidden ? ', and allows no others' : ''}.`;
  return {
    place: inArguments(call, path, 'key'),
    severity: isCertain(violation) ? 'error' : 'warning',
    message:
      near === undefined
        ? `${says} Remove it, or declare it.`
        : `${says} Did you mean ${quoted(near)}${violation.lost ? ', which is missing' : ''}?`,
    fix:
      near === undefined
        ? undefined
        : {
            title: `Rename to ${quoted(near)}`,
            safety: 'suggested',
            change: ({ text }) => ({
              kind: 'columns',
              edits: editArguments(text, call, path, (json, at) => renameKey(json, at, near)),
            }),
          },
  };
}

function valueFix(call: ToolCall, path: Path, value: Json | undefined): Fix | undefined {
  return value === undefined
    ? undefined
    : {
        title: `Change to ${typeof value === 'object' ? JSON.stringify(value).slice(0, 40) : shown(value)}`,
        safety: 'suggested',
        change: ({ text }) => ({
          kind: 'columns',
          edits: editArguments(text, call, path, (json, at) => replaceValue(json, at, value)),
        }),
      };
}

function naming(path: Path): string {
  return path.length === 0 ? 'The arguments' : quoted(dotted(path));
}

/** `filter.tags[2]` */
function dotted(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

function typeList(types: readonly string[]): string {
  const names = [...new Set(types)].map((type) => (type === 'null' ? type : withArticle(type)));
  return names.length === 0 ? 'of another type' : names.join(' or ');
}

function found(value: Json): string {
  return typeof value === 'string'
    ? `the string ${shown(value)}`
    : typeof value === 'number'
      ? `the number ${value}`
      : shown(value);
}

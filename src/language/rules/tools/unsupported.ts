import { keyAt, type Place, through } from '../../document/place.ts';
import { removeAt } from '../../document/surgery.ts';
import { allMessages, type Example } from '../../formats/example.ts';
import { demandsFor, targetNames } from '../../targets/target.ts';
import type { ExampleRule } from '../rule.ts';
import { isOfTools, usesTools } from './calls.ts';

/** Tools in a row for a target that knows none. */
export const unsupported: ExampleRule = {
  code: 'tools.unsupported',
  title: 'Target without tools',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example, targets }, report) {
    if (targets.length === 0) {
      return;
    }
    const demands = demandsFor(targets, 'toolsUnsupported');
    const place = demands.length === 0 ? undefined : firstUse(example);
    if (place === undefined) {
      return;
    }
    const { toolsPath } = example;
    report({
      place,
      message: `${targetNames(demands)} does not train on tools: the row is rejected, or what concerns tools is lost. Leave it out, or choose another target.`,
      fix:
        usesTools(example) || toolsPath === undefined
          ? undefined
          : {
              title: 'Remove the tools, which no message uses',
              safety: 'suggested',
              change: ({ text }) => ({ kind: 'columns', edits: removeAt(text, toolsPath) }),
            },
    });
  },
};

/** Where tools first show: where they are declared, or in the messages. */
function firstUse(example: Example): Place | undefined {
  if (example.toolsPath !== undefined && example.tools.length > 0) {
    return keyAt(...example.toolsPath);
  }
  const message = allMessages(example).find(isOfTools);
  const call = message?.calls[0];
  if (call !== undefined) {
    return through(call.text, call.namePath);
  }
  return message === undefined ? undefined : { path: message.rolePath };
}

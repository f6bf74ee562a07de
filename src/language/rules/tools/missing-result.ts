import { through } from '../../document/place.ts';
import type { ToolCall } from '../../formats/example.ts';
import { quoted } from '../../words.ts';
import type { ExampleRule } from '../rule.ts';
import { exchangesIn } from './results.ts';

/** A call without a result in a conversation that goes on: the model would learn to make results up. */
export const missingResult: ExampleRule = {
  code: 'tools.missing-result',
  title: 'Call without a result',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example }, report) {
    const seen: ToolCall[] = [];
    for (const { unanswered } of exchangesIn(example)) {
      for (const call of unanswered) {
        if (!seen.includes(call)) {
          seen.push(call);
          const path =
            call.id === undefined || call.text !== undefined ? call.namePath : [...call.path, 'id'];
          report({
            place: through(call.text, path),
            message: `The conversation goes on without a result of this call of ${quoted(call.name ?? '')}. The model would learn to answer without one: add the tool's message, or end the example with the call.`,
          });
        }
      }
    }
  },
};

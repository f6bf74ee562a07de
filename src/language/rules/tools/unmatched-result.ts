import { addProperty, replaceValue } from '../../document/surgery.ts';
import type { Message, ToolCall } from '../../formats/example.ts';
import { quoted } from '../../words.ts';
import type { Fix } from '../problem.ts';
import type { ExampleRule } from '../rule.ts';
import { exchangesIn } from './results.ts';

/** A tool's result that answers no call: the model would read a result that it never asked for. */
export const unmatchedResult: ExampleRule = {
  code: 'tools.unmatched-result',
  title: 'Result of no call',
  severity: 'error',
  scope: 'row',
  on: 'example',
  needs: 'tools',
  check({ example }, report) {
    const seen: Message[] = [];
    for (const { strays } of exchangesIn(example)) {
      for (const { result, meant } of strays) {
        // Both answers of a preference pair follow the same prompt.
        if (!seen.includes(result)) {
          seen.push(result);
          const id = result.callId === '' ? undefined : result.callId;
          report({
            place: { path: id === undefined ? result.rolePath : [...result.path, 'tool_call_id'] },
            message:
              id === undefined
                ? `No call comes before this "${result.spelling ?? result.role}" message: the model would learn from a result that nobody asked for.`
                : `No call before this result has the id ${quoted(id)}, or it is answered already. Trainers that match results with calls reject the row.`,
            fix: meant?.id === undefined ? undefined : answering(result, meant),
          });
        }
      }
    }
  },
};

/** Makes a result answer the call that has none. */
export function answering(result: Message, { id = '' }: ToolCall): Fix {
  return {
    title: `Answer the call ${quoted(id)}`,
    safety: 'suggested',
    change: ({ text }) => ({
      kind: 'columns',
      edits:
        result.callId === undefined
          ? addProperty(text, result.path, 'tool_call_id', id)
          : replaceValue(text, [...result.path, 'tool_call_id'], id),
    }),
  };
}

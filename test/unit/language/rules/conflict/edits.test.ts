import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dataset } from '../../../../../src/language/checking/dataset.ts';
import { inFileOrder } from '../../../../../src/language/checking/order.ts';
import { messageOf } from '../../../../../src/language/rules/problem.ts';
import { assistant, calling, chat, system, user } from '../../../support/rows.ts';

/** Rules whose findings are kept while an index says that nothing has changed. */
const families = ['conflict', 'duplicate', 'system', 'coverage'];

/** Rows that differ little, so that edits keep making and breaking groups. */
const usual = 'You are a helpful assistant of the city library.';
const systems = [usual, usual, usual, usual.replace('helpful', 'helpfull'), undefined, ''];
const answers = [
  'Yes',
  'No, never.',
  '42',
  '43',
  'A long answer in many words, to be sure.',
  '{"a":1}',
  '{"a":2}',
  '',
];

const line = fc
  .record({
    prompt: fc.constantFrom(...systems),
    question: fc.constantFrom('Is it?', 'Is it?', 'Why is it?', ''),
    answer: fc.constantFrom(...answers),
    form: fc.constantFrom('chat', 'chat', 'parts', 'last', 'spaced', 'call', 'completion', 'broken', 'draft'),
  })
  .map(({ prompt, question, answer, form }) => {
    const start =
      prompt === undefined ? [] : [system(form === 'parts' ? [{ type: 'text', text: prompt }] : prompt)];
    switch (form) {
      case 'last':
        return JSON.stringify(chat(user(question), ...start, assistant(answer)));
      case 'spaced':
        return JSON.stringify(chat(...start, user(question), assistant(` ${answer}`)), null, 1).replaceAll(
          '\n',
          '',
        );
      case 'call':
        return JSON.stringify(chat(...start, user(question), calling(['f', { x: answer }])));
      case 'completion':
        return JSON.stringify({ prompt: question, completion: answer });
      case 'broken':
        return '{"messages"';
      case 'draft':
        return JSON.stringify(chat(user('[PLACEHOLDER: x]'), assistant(answer)));
      default:
        return JSON.stringify(chat(...start, user(question), assistant(answer)));
    }
  });

function seen(dataset: Dataset): string[] {
  return inFileOrder(dataset.problems())
    .filter(({ problem }) => families.includes(problem.code.split('.')[0]!))
    .map(({ problem, span }) =>
      JSON.stringify([
        problem.code,
        problem.row.line,
        span,
        messageOf(problem),
        problem.related.map(({ row, message }) => [row.line, message]),
        problem.fix?.change(problem.row),
      ]),
    )
    .sort();
}

function fresh(lines: readonly string[]): Dataset {
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(lines);
  dataset.work();
  return dataset;
}

test('findings after edits are those of a file that is checked anew', () => {
  const edit = fc.record({
    start: fc.nat({ max: 30 }),
    removed: fc.nat({ max: 2 }),
    inserted: fc.array(line, { maxLength: 2 }),
    looks: fc.boolean(),
    works: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 12, maxLength: 30 }),
      fc.array(edit, { minLength: 1, maxLength: 8 }),
      (lines, edits) => {
        const dataset = fresh(lines);
        seen(dataset);
        const now = [...lines];
        for (const { start, removed, inserted, looks, works } of edits) {
          const from = Math.min(start, now.length - 1);
          const count = Math.min(removed, now.length - from - 1);
          now.splice(from, count, ...inserted);
          dataset.splice({ start: from, removed: count, inserted });
          if (looks) {
            // Problems may be asked for while rows are still to be checked.
            dataset.problems();
          }
          if (works) {
            dataset.work();
            dataset.problems();
          }
        }
        dataset.work();
        expect(seen(dataset)).toEqual(seen(fresh(now)));
      },
    ),
    { numRuns: 400 },
  );
});

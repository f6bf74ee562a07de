import { expect, test } from 'vitest';
import { Dataset } from '../../../../../src/language/checking/dataset.ts';
import { inFileOrder } from '../../../../../src/language/checking/order.ts';
import { assistant, chat, many, system, user } from '../../../support/rows.ts';

const usual = 'You are a helpful assistant of the city library.';
const turns = (n = 0) => [user(`Question number ${n} is long enough.`), assistant(`This is answer ${n}.`)];

function underlined(dataset: Dataset): string[] {
  return inFileOrder(dataset.problems())
    .filter(({ problem }) => problem.code === 'system.drift')
    .map(({ problem, span }) => problem.row.text.slice(span.start, span.end));
}

test('system.drift follows a prompt that moves within its row', () => {
  const typo = system(usual.replace('helpful', 'helpfull'));
  const dataset = new Dataset({ targets: [], rules: {} });
  dataset.reset(
    [...many(12, (n) => chat(system(usual), ...turns(n))), chat(typo, ...turns())].map((row) =>
      JSON.stringify(row),
    ),
  );
  dataset.work();
  expect(underlined(dataset)).toEqual(['helpfull']);
  dataset.splice({ start: 12, removed: 1, inserted: [JSON.stringify(chat(...turns(), typo))] });
  dataset.work();
  expect(underlined(dataset)).toEqual(['helpfull']);
});

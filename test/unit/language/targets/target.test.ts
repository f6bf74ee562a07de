import { expect, test } from 'vitest';
import { formatById } from '../../../../src/language/formats/all.ts';
import { targetById } from '../../../../src/language/targets/all.ts';
import {
  demandsFor,
  fateOf,
  losesRow,
  reads,
  type Target,
  targetNames,
} from '../../../../src/language/targets/target.ts';

const together = targetById('together-sft');
const togetherDpo = targetById('together-dpo');
const llamaFactory = targetById('llama-factory');
const openai = targetById('openai-sft');

test('only targets that ask something have a demand', () => {
  const demands = demandsFor([openai, together, llamaFactory], 'alternation');
  expect(demands.map(({ target, value }) => [target.id, value])).toEqual([
    ['together-sft', 'rejects'],
    ['llama-factory', 'drops'],
  ]);
  expect(demandsFor([], 'alternation')).toEqual([]);
});

test('names read as a sentence has them', () => {
  const named = (...titles: string[]) =>
    targetNames(titles.map((title) => ({ target: { ...openai, title } satisfies Target })));
  expect(named()).toBe('');
  expect(named('A')).toBe('A');
  expect(named('A', 'B', 'A')).toBe('A and B');
  expect(named('A', 'B', 'C')).toBe('A, B and C');
});

test('what becomes of a row is said by effect', () => {
  const demands = demandsFor([together, llamaFactory, togetherDpo], 'alternation');
  expect(fateOf(demands)).toBe(
    'rejected by Together supervised fine-tuning and Together preference fine-tuning, and dropped by LLaMA-Factory',
  );
});

test('a row is lost where it is rejected or dropped, not where something is ignored', () => {
  expect(losesRow(demandsFor([llamaFactory], 'alternation'))).toBe(true);
  expect(losesRow(demandsFor([llamaFactory], 'unknownKeys'))).toBe(false);
  expect(losesRow([])).toBe(false);
});

test('a target reads its own formats and their twins', () => {
  expect(reads(openai, formatById('openai-chat'))).toBe(true);
  expect(reads(openai, formatById('trl-language-modelling'))).toBe(true);
  expect(reads(openai, formatById('openai-preference'))).toBe(false);
  expect(reads(openai, formatById('text'))).toBe(false);
});

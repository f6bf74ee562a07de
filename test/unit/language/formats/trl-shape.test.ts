import { describe, expect, test } from 'vitest';
import {
  addSurveys,
  chooseShape,
  emptySurvey,
  type RowContent,
  type ShapeSurvey,
  type TrlLoss,
  type TrlMethod,
  type TrlShape,
} from '../../../../src/language/formats/trl-shape.ts';

type Survey = Partial<Record<RowContent | 'weighted' | 'several', number>>;

function surveyOf({ weighted = 0, several = 0, ...contents }: Survey): ShapeSurvey {
  return { contents: { ...emptySurvey.contents, ...contents }, weighted, several };
}

describe('the shape of all rows', () => {
  const table: readonly [survey: Survey, method: TrlMethod, loss: TrlLoss, shape: TrlShape][] = [
    [{ conversation: 3 }, 'sft', 'assistant', 'messages'],
    [{ conversation: 3 }, 'sft', 'all', 'messages'],
    [{ conversation: 3 }, 'sft', 'completion', 'prompt-completion'],
    [{ conversation: 3, apart: 5 }, 'sft', 'assistant', 'messages'],
    [{ apart: 5 }, 'sft', 'assistant', 'prompt-completion'],
    [{ apart: 5, plain: 1 }, 'sft', 'assistant', 'prompt-completion'],
    [{ plain: 5 }, 'sft', 'assistant', 'plain-prompt-completion'],
    [{ plain: 5, conversation: 1 }, 'sft', 'assistant', 'messages'],
    [{ plain: 5, conversation: 1 }, 'sft', 'completion', 'prompt-completion'],
    [{ text: 5, conversation: 4 }, 'sft', 'assistant', 'text'],
    [{ text: 4, conversation: 4 }, 'sft', 'assistant', 'messages'],
    [{ conversation: 3, weighted: 1 }, 'sft', 'assistant', 'prompt-completion'],
    [{ conversation: 3, weighted: 1, several: 1 }, 'sft', 'assistant', 'messages'],
    [{ conversation: 3, weighted: 1 }, 'sft', 'all', 'messages'],
    [{ pair: 1, 'plain-pair': 9 }, 'dpo', 'assistant', 'preference'],
    [{ 'plain-pair': 9 }, 'orpo', 'assistant', 'plain-preference'],
    [{}, 'sft', 'assistant', 'messages'],
    [{}, 'dpo', 'assistant', 'preference'],
  ];
  test.each(table)('%j, %s, loss %s: %s', (survey, method, loss, shape) => {
    expect(chooseShape(surveyOf(survey), method, loss)).toBe(shape);
  });
});

test('surveys of several files add up', () => {
  expect(addSurveys(surveyOf({ text: 1, weighted: 2 }), surveyOf({ text: 3, plain: 1, several: 1 }))).toEqual(
    surveyOf({ text: 4, plain: 1, weighted: 2, several: 1 }),
  );
});

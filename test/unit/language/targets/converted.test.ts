import { expect, test } from 'vitest';
import { formats } from '../../../../src/language/formats/all.ts';
import { converted } from '../../../../src/language/targets/converted.ts';
import { reads } from '../../../../src/language/targets/target.ts';
import { trlSft } from '../../../../src/language/targets/trl-sft.ts';

test('rows that are converted may come in any format, with arguments in any spelling', () => {
  const target = converted(trlSft);
  expect(formats.filter((format) => !reads(target, format))).toEqual([]);
  expect(target.requires.argumentsType).toBeUndefined();
  expect(target.requires.promptLastRoles).toEqual(trlSft.requires.promptLastRoles);
  expect(target.id).toBe(trlSft.id);
});

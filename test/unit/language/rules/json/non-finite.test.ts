import { good, many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.non-finite', {
  flags: [
    {
      name: 'NaN, as Python writes it',
      rows: [...many(2), '{"text":"Hi","score": NaN}'],
      at: ['NaN'],
      lines: [2],
      says: 'JSON has no NaN',
      severity: 'error',
      fixed: [...many(2), '{"text":"Hi","score": null}'],
    },
    {
      name: 'several of them, once a row',
      rows: [...many(2), '{"a":[-Infinity,Infinity],"b":1e999}'],
      at: ['-Infinity'],
      says: '2 more',
      fixed: [...many(2), '{"a":[null,null],"b":null}'],
    },
    {
      name: 'a number beyond what a double holds',
      rows: ['{"text":"x","n":-1e999}'],
      at: ['-1e999'],
      says: 'beyond what a number can hold',
      fixed: ['{"text":"x","n":null}'],
    },
    {
      name: 'one below "parameters", where keys are data',
      rows: ['{"parameters":{"max":1e400}}'],
      at: ['1e400'],
    },
    {
      name: 'one after an emoji and a byte order mark',
      rows: ['\uFEFF{"t":"👋","n":NaN}', good(1)],
      at: ['NaN'],
    },
    { name: 'one beside another mistake', rows: [good(1), good(2), '{"n":NaN,}'], at: ['NaN'] },
  ],
  passes: [
    { name: 'texts that say NaN or Infinity', rows: [{ text: 'NaN, Infinity and beyond' }] },
    { name: 'large and small numbers', rows: ['{"a":1e308,"b":1e-400,"c":123456789012345678901234567890}'] },
    { name: 'a broken row that speaks of NaN in a text', rows: [...many(2), '{"text":"NaN",}'] },
    { name: 'other spellings, which json.syntax flags', rows: [...many(2), '{"n":nan,"m":inf}'] },
  ],
});

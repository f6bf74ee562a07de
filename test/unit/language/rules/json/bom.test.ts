import { good, many } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('json.bom', {
  flags: [
    {
      name: 'a byte order mark that the editor hides',
      rows: many(2),
      file: { byteOrderMark: true },
      at: ['{'],
      lines: [0],
      says: "Python's json module",
      severity: 'warning',
    },
    {
      name: 'a byte order mark that is in the text',
      rows: [`\uFEFF${JSON.stringify(good(1))}`, good(2)],
      at: ['\uFEFF'],
    },
    {
      name: 'it as an error where the target rejects it',
      rows: many(2),
      file: { byteOrderMark: true },
      target: 'together-sft',
      at: ['{'],
      says: 'which Together supervised fine-tuning rejects',
      severity: 'error',
    },
    {
      name: 'its absence where the target asks for it',
      rows: many(2),
      target: 'azure-sft',
      at: ['{'],
      says: 'has no byte order mark',
      severity: 'warning',
    },
    {
      name: 'it as an error between targets that disagree',
      rows: many(2),
      file: { byteOrderMark: true },
      target: ['azure-sft', 'together-sft'],
      at: ['{'],
      severity: 'error',
    },
    {
      name: 'it in a file that is one list',
      rows: [JSON.stringify(many(2))],
      file: { byteOrderMark: true },
      at: ['['],
    },
  ],
  passes: [
    { name: 'a file without one', rows: many(2) },
    {
      name: 'a file with one for a target that asks for it',
      rows: many(2),
      file: { byteOrderMark: true },
      target: 'azure-sft',
    },
    { name: 'a file without one for a target that rejects it', rows: many(2), target: 'together-sft' },
    { name: 'an empty file for a target that asks for one', rows: [''], target: 'azure-sft' },
    {
      name: 'UTF-16, whose mark is the least of its troubles',
      rows: many(2),
      file: { byteOrderMark: true, encoding: { kind: 'utf-16' } },
    },
    {
      name: 'a mark inside the file, which json.syntax flags',
      rows: [...many(3), `\uFEFF${JSON.stringify(good(4))}`],
    },
  ],
});

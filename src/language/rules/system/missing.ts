import type { ColumnEdit } from '../../document/place.ts';
import { rowOpening } from '../../document/place.ts';
import { addProperty, insertFirst } from '../../document/surgery.ts';
import type { CheckedRow } from '../../facts/facts.ts';
import type { Message } from '../../formats/example.ts';
import type { Fix } from '../problem.ts';
import type { DatasetRule } from '../rule.ts';
import { promptsOf, systemMessageIn } from './prompts.ts';

const fewestRows = 10;
/** So many rows have a system prompt that those without are the exception. */
const usualShare = 0.9;

/** A row without the system prompt that nearly all others have. */
export const missing: DatasetRule = {
  code: 'system.missing',
  title: 'System prompt missing',
  severity: 'warning',
  scope: 'dataset',
  reads: ['systems'],
  check({ indexes, rows }, report) {
    const { systems } = indexes;
    const { total } = systems;
    const without = systems.count(undefined);
    if (without === 0 || total < fewestRows || total - without < total * usualShare) {
      return;
    }
    const [usual] = promptsOf(systems);
    const model = usual === undefined ? undefined : systems.first(usual.text, rows);
    if (usual === undefined || model === undefined) {
      return;
    }
    for (const row of systems.rows(undefined)) {
      const example = row.facts?.example;
      // Running text has no place for a system prompt, and a row without any message lacks more than that.
      if (example === undefined || example.kind === 'text' || example.messages === 0) {
        continue;
      }
      report(row, {
        place: rowOpening,
        message: `This row has no system prompt, and ${total - without} of ${total} rows have one: the model learns to answer without the instructions it will be used with. Add the system prompt.`,
        related: [{ row: model, place: rowOpening, message: 'A row with the usual system prompt' }],
        fix: insertion(usual.text, model),
      });
    }
  },
};

/** Writes the prompt as the model row does: as a message of its own, or under a key of the row. */
function insertion(prompt: string, model: CheckedRow): Fix {
  return {
    title: 'Add the usual system prompt',
    safety: 'suggested',
    change(row) {
      const format = model.facts?.format;
      const message = format === undefined ? undefined : systemMessageIn(model.text, format);
      const edits = message === undefined ? [] : editsFor(row.text, message, prompt);
      return edits.length === 0 ? undefined : { kind: 'columns', edits };
    },
  };
}

function editsFor(
  text: string,
  { path, rolePath, contentPath, spelling }: Message,
  prompt: string,
): ColumnEdit[] {
  const [key] = path;
  if (path.length === 1 && typeof key === 'string') {
    return addProperty(text, [], key, prompt);
  }
  const [roleKey, contentKey] = [rolePath.at(-1), contentPath.at(-1)];
  if (spelling === undefined || typeof roleKey !== 'string' || typeof contentKey !== 'string') {
    return [];
  }
  return insertFirst(text, path.slice(0, -1), { [roleKey]: spelling, [contentKey]: prompt });
}

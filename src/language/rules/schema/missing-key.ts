import { keyAt, openingAt } from '../../document/place.ts';
import type { Format } from '../../formats/format.ts';
import { quoted } from '../../words.ts';
import type { ObjectRule, Report } from '../rule.ts';
import { type MissingIssue, misspellingOf, renaming } from './misspelling.ts';
import { isInTools, listed, subjectOf } from './words.ts';

/** A key that the format asks for and the row does not have. */
export const missingKey: ObjectRule = {
  code: 'schema.missing-key',
  title: 'Missing key',
  severity: 'error',
  scope: 'row',
  on: 'object',
  check({ format, value, text, sortsOfIssues, schemaIssues }, report) {
    if (format === undefined || !sortsOfIssues().some((issue) => issue.kind === 'missing')) {
      return;
    }
    const without = new Map<string, MissingIssue[]>();
    for (const issue of schemaIssues()) {
      if (issue.kind !== 'missing' || isInTools(issue.path)) {
        continue;
      }
      const misspelt = misspellingOf(issue, value, format);
      if (misspelt === undefined) {
        const object = JSON.stringify(issue.path);
        without.set(object, [...(without.get(object) ?? []), issue]);
      } else {
        const path = [...issue.path, misspelt];
        report({
          place: keyAt(...path),
          message: `${quoted(issue.key)} is missing here, and ${quoted(misspelt)} looks like a misspelling of it: ${format.title} has no such key, so its value is never read.`,
          fix: renaming(text, path, issue.key, format),
        });
      }
    }
    for (const issues of without.values()) {
      reportLacking(issues, format, report);
    }
  },
};

/** One problem an object, however many keys it lacks. */
function reportLacking(issues: readonly MissingIssue[], format: Format, report: Report): void {
  const { path } = issues[0]!;
  const keys = issues.map((issue) => issue.key);
  const subject = subjectOf(path);
  const advice =
    keys.length === 1 && keys[0] === 'content'
      ? 'A message without it must at least call a tool. Trainers reject the row: write the content, or remove the message.'
      : `${format.title} needs ${keys.length === 1 ? 'it' : 'them'}, and trainers reject the row.`;
  report({
    place: openingAt(...path),
    message: `${subject} has no ${listed(keys, 'and no')}. ${advice}`,
  });
}

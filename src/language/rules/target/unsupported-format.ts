import { rowOpening } from '../../document/place.ts';
import { formatById } from '../../formats/all.ts';
import type { Format } from '../../formats/format.ts';
import { reads, type Target } from '../../targets/target.ts';
import type { DatasetRule } from '../rule.ts';

/** A file in a format that a target in force does not read. Told once, on the first row of that format. */
export const unsupportedFormat: DatasetRule = {
  code: 'target.unsupported-format',
  title: 'Target does not read this format',
  severity: 'error',
  scope: 'dataset',
  reads: ['rows', 'shapes'],
  check({ format, targets, rows }, report) {
    if (format === undefined) {
      return;
    }
    const refusing = targets.filter((target) => !reads(target, format));
    if (refusing.length === 0) {
      return;
    }
    const row = rows.find(({ facts }) => facts?.format === format.id);
    if (row === undefined) {
      return;
    }
    for (const target of refusing) {
      report(row, {
        place: rowOpening,
        message: `The rows of this file are ${describe(format)}, and ${target.title} reads ${acceptedBy(target)}. Convert the file, or choose another target.`,
      });
    }
  },
};

function acceptedBy(target: Target): string {
  const all = target.requires.formats.value.map((id) => describe(formatById(id)));
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}

/** A format's name with the keys by which a person knows it. */
function describe({ title, requiredKeys }: Format): string {
  return `${title} (${requiredKeys.map((key) => `"${key}"`).join(', ')})`;
}

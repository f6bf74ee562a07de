import { isObject, type JsonObject, parseRow } from '../../document/json.ts';
import type { Path, Place } from '../../document/place.ts';
import type { RowHandle } from '../../document/row.ts';
import type { Shape } from '../../document/shape.ts';
import { renameKey, replaceValue } from '../../document/surgery.ts';
import type { Format } from '../../formats/format.ts';
import { knownKeys } from '../../formats/known-keys.ts';
import { issuesOf } from '../../formats/validate.ts';
import { demandsFor, losesRow } from '../../targets/target.ts';
import type { Fix } from '../problem.ts';
import type { DatasetRule, DatasetView, Finding } from '../rule.ts';
import { describe } from './describe.ts';
import { findIn } from './find.ts';
import { type Deviation, deviations } from './habits.ts';
import { meantBy, misspellingOf } from './misspelling.ts';
import type { SitePath } from './sites.ts';
import { meantIn } from './unknown-key.ts';

/** A row that differs in more says by that only once more that it differs. */
const mostFindings = 3;

/** A row whose keys, types or roles are not those of nearly all other rows of its own file. */
export const drift: DatasetRule = {
  code: 'schema.drift',
  title: 'Unlike the other rows',
  severity: 'warning',
  scope: 'dataset',
  reads: ['shapes', 'rows'],
  check(dataset, report) {
    const habits = habitsOf(dataset);
    if (habits.unusual.size === 0) {
      return;
    }
    for (const shape of habits.unusual.keys()) {
      for (const row of dataset.indexes.shapes.rows(shape)) {
        for (const finding of findingsIn(row, shape, habits)) {
          report(row, finding);
        }
      }
    }
  },
};

/** What is known of a file's habits for as long as no row changes its shape, which few edits do. */
interface Habits {
  readonly version: number;
  readonly format: Format | undefined;
  readonly targets: DatasetView['targets'];
  /** How many rows are objects. */
  readonly total: number;
  readonly unusual: ReadonlyMap<Shape, readonly Deviation[]>;
  /** Of these, what no other rule says already; filled as rows are come across. */
  readonly unsaid: Map<Shape, readonly Deviation[]>;
  /** Findings of rows, by the text that they were found in: most rows stay as they are from edit to edit. */
  readonly findings: WeakMap<RowHandle, { readonly text: string; readonly list: readonly Finding[] }>;
}

/** A file whose rows take more forms than these has no habits, and to look for them would take too long. */
const mostForms = 3000;

const remembered = new WeakMap<object, Habits>();

function habitsOf({ indexes, format, targets }: DatasetView): Habits {
  const { shapes } = indexes;
  const last = remembered.get(shapes);
  if (last?.version === shapes.version && last.format === format && last.targets === targets) {
    return last;
  }
  // Rows in another format follow other habits.
  const own = [...shapes.counts].filter(([shape]) => format === undefined || format.evidence(shape) > 0);
  const habits = {
    version: shapes.version,
    format,
    targets,
    total: shapes.total,
    unusual: own.length > mostForms ? new Map() : deviations(new Map(own), ignoringFor(format)),
    unsaid: new Map(),
    findings: new WeakMap(),
  };
  remembered.set(shapes, habits);
  return habits;
}

function findingsIn(row: RowHandle, shape: Shape, habits: Habits): readonly Finding[] {
  const known = habits.findings.get(row);
  if (known?.text === row.text) {
    return known.list;
  }
  const value = objectIn(row.text);
  const list = value === undefined ? [] : findingsOf(value, shape, habits);
  habits.findings.set(row, { text: row.text, list });
  return list;
}

function findingsOf(value: JsonObject, shape: Shape, habits: Habits): readonly Finding[] {
  // What holds of one row of a shape holds of all.
  const unsaid = habits.unsaid.get(shape) ?? withoutIssues(habits.unusual.get(shape) ?? [], value, habits);
  habits.unsaid.set(shape, unsaid);
  return unsaid.slice(0, mostFindings).flatMap((deviation) => {
    const place = findIn(value, deviation);
    return place === undefined
      ? []
      : [
          {
            place,
            severity: deviation.kind === 'extra' ? 'info' : 'warning',
            message: () => describe(deviation, habits.total),
            fix: fixFor(deviation, place),
          },
        ];
  });
}

/** Keys below which objects differ by their nature: definitions and calls of tools. */
const variedKeys = new Set(['tools', 'functions', 'tool_calls', 'function_call']);

function ignoringFor(format: Format | undefined) {
  return {
    key: (path: SitePath, key: string) =>
      variedKeys.has(key) ||
      path.some((step) => 'key' in step && variedKeys.has(step.key)) ||
      (format !== undefined && knownKeys(format.schema, path.map(stepOf)).includes(key)),
    meaning: (role: string) => (format === undefined ? 'any' : meaningOf(role, format)),
    misspelling: (key: string, usual: readonly string[]) => meantBy(key, usual),
  };
}

/** Only users and assistants are in every conversation, so only what they are called can drift. */
function meaningOf(role: string, format: Format): string | undefined {
  const meaning = Object.hasOwn(format.roles, role) ? format.roles[role] : undefined;
  const speaks = meaning === 'user' || meaning === 'assistant';
  return speaks && role !== 'function_call' ? meaning : undefined;
}

function stepOf(step: SitePath[number]): string | number {
  return 'key' in step ? step.key : 0;
}

/** Leaves out what the other rules of this family say of the row already. */
function withoutIssues(
  found: readonly Deviation[],
  row: JsonObject,
  { format, targets }: Habits,
): readonly Deviation[] {
  if (format === undefined) {
    return found;
  }
  const rejectsUnknown = losesRow(demandsFor(targets, 'unknownKeys'));
  const said = new Set<string>();
  for (const issue of issuesOf(format, row)) {
    if (issue.kind === 'type') {
      said.add(nameOf(issue.path));
    } else if (issue.kind === 'missing') {
      const key = misspellingOf(issue, row, format);
      said.add(nameOf(key === undefined ? [...issue.path, issue.key] : [...issue.path, key]));
    } else if (rejectsUnknown || meantIn(issue, row) !== undefined) {
      said.add(nameOf([...issue.path, issue.key]));
    }
  }
  return found.filter((deviation) => {
    const path = deviation.path.map(stepOf);
    const more = deviation.kind === 'extra' || deviation.kind === 'renamed' ? [deviation.key] : [];
    return !said.has(nameOf([...path, ...more]));
  });
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map((step) => (typeof step === 'number' ? 0 : step)));
}

function fixFor(deviation: Deviation, place: Place): Fix | undefined {
  if (deviation.kind === 'renamed') {
    const { expected } = deviation;
    return {
      title: `Rename the key to "${expected}"`,
      safety: 'suggested',
      change: (row) => ({ kind: 'columns', edits: renameKey(row.text, place.path, expected) }),
    };
  }
  const [spelling, another] = deviation.kind === 'role' ? deviation.expected : [];
  if (spelling === undefined || another !== undefined) {
    return undefined;
  }
  return {
    title: `Write "${spelling}"`,
    safety: 'suggested',
    change: (row) => ({ kind: 'columns', edits: replaceValue(row.text, place.path, spelling) }),
  };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value = parseRow(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

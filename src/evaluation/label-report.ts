/** One label over all rows. */
export interface LabelFigures {
  readonly label: string;
  /** Of the rows answered with this label, how many have it. */
  readonly precision: number;
  /** Of the rows that have this label, how many were answered with it. */
  readonly recall: number;
  readonly f1: number;
  /** Rows that have this label. */
  readonly support: number;
}

export interface LabelReport {
  readonly rows: number;
  readonly accuracy: number | null;
  /** The mean of the labels' F1: every label counts the same. */
  readonly macroF1: number | null;
  /** The mean of the labels' F1, each as often as it has rows. */
  readonly weightedF1: number | null;
  readonly labels: readonly LabelFigures[];
  /** Rows whose answer is no label at all. */
  readonly unread: number;
  /** How often which label was answered for which: the most frequent mistakes first. */
  readonly mistakes: readonly {
    readonly reference: string;
    readonly answer: string;
    readonly rows: number;
  }[];
}

/**
 * Accuracy and F1 over a dataset, as scikit-learn's `accuracy_score` and `f1_score` with `average="macro"` and
 * `"weighted"`, `zero_division=0` and `labels` as given (https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html).
 * Labels are all that occur, sorted by code unit, unless they are given. An answer that is no label (undefined) is a
 * missed row of its reference, and no label of its own. Null where there is no row. Throws a RangeError where the lists
 * have not the same length.
 */
export function labelReport(
  references: readonly string[],
  answers: readonly (string | undefined)[],
  labels?: readonly string[],
): LabelReport {
  if (references.length !== answers.length) {
    throw new RangeError(`There are ${references.length} references and ${answers.length} answers.`);
  }
  const names =
    labels ?? [...new Set([...references, ...answers.filter((name) => name !== undefined)])].sort();
  const counts = new Map([...new Set(names)].map((name) => [name, { both: 0, references: 0, answers: 0 }]));
  const mistakes = new Map<string, { reference: string; answer: string; rows: number }>();
  let right = 0;
  let unread = 0;
  for (const [index, reference] of references.entries()) {
    const answer = answers[index];
    const expected = counts.get(reference);
    const found = answer === undefined ? undefined : counts.get(answer);
    if (expected !== undefined) {
      expected.references++;
    }
    if (found !== undefined) {
      found.answers++;
    }
    if (answer === reference) {
      right++;
      if (expected !== undefined) {
        expected.both++;
      }
    } else if (answer === undefined) {
      unread++;
    } else {
      const key = JSON.stringify([reference, answer]);
      const mistake = mistakes.get(key) ?? { reference, answer, rows: 0 };
      mistake.rows++;
      mistakes.set(key, mistake);
    }
  }
  const figures = [...counts].map(([name, { both, references: support, answers: given }]) => ({
    label: name,
    precision: share(both, given),
    recall: share(both, support),
    f1: share(2 * both, given + support),
    support,
  }));
  const supported = sum(figures.map(({ support }) => support));
  const rows = references.length;
  return {
    rows,
    accuracy: rows === 0 ? null : right / rows,
    macroF1: rows === 0 ? null : share(sum(figures.map(({ f1 }) => f1)), figures.length),
    weightedF1: rows === 0 ? null : share(sum(figures.map(({ f1, support }) => f1 * support)), supported),
    labels: figures,
    unread,
    mistakes: [...mistakes.values()].sort(
      (a, b) => b.rows - a.rows || compare(a.reference, b.reference) || compare(a.answer, b.answer),
    ),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

import { normalForm } from '../normal-form.ts';
import type { Score } from './score.ts';

/** A longer answer is no label, however it begins. */
const longestAnswer = 20_000;

export interface LabelOptions {
  /** All labels of the task. Default: the reference alone, so that every other label counts as none. */
  readonly labels?: readonly string[];
  /** Whether an answer counts that is a sentence in which exactly one of the labels is mentioned. Default: no. */
  readonly mentioned?: boolean;
}

export interface LabelDetails {
  /** The label that was read; undefined where the answer is none. */
  readonly label: string | undefined;
  /** Whether the answer is the label, is it but for its spelling, or only mentions it. */
  readonly how: 'exact' | 'normalised' | 'mentioned' | 'none';
}

/**
 * Label accuracy: 1 where the label that is read in the answer is the reference, 0 elsewhere; the mean over rows is
 * scikit-learn's `accuracy_score` of the labels read. An answer is read as the label that it is: "Positive.", "Label:
 * positive" and "**positive**" are "positive". An answer that only mentions one label is told in the details, and counts
 * if asked for: "not positive" mentions it too.
 */
export function label(
  answer: string,
  reference: string,
  { labels = [reference], mentioned = false }: LabelOptions = {},
): Score<LabelDetails> {
  const details = readLabel(answer, labels.includes(reference) ? labels : [...labels, reference]);
  const counts = details.how !== 'mentioned' || mentioned;
  return { score: counts && details.label === reference ? 1 : 0, details };
}

/** The one of `labels` that an answer is, or mentions. */
export function readLabel(answer: string, labels: readonly string[]): LabelDetails {
  const trimmed = answer.trim();
  if (labels.includes(trimmed)) {
    return { label: trimmed, how: 'exact' };
  }
  if (answer.length > longestAnswer) {
    return { label: undefined, how: 'none' };
  }
  const forms = new Map<string, string | undefined>();
  for (const name of new Set(labels)) {
    const form = normalForm(name);
    // Labels that differ in nothing but case can only be told apart as they are written.
    forms.set(form, forms.has(form) ? undefined : name);
  }
  const said = normalForm(withoutLeadIn(trimmed));
  const is = forms.get(said) ?? forms.get(normalForm(trimmed));
  if (is !== undefined) {
    return { label: is, how: 'normalised' };
  }
  const found = mentions(said, forms);
  return found.length === 1 ? { label: found[0], how: 'mentioned' } : { label: undefined, how: 'none' };
}

/** "Label: positive" is "positive". */
function withoutLeadIn(text: string): string {
  return text.replace(
    /^[*_\s]*(?:the )?(?:final )?(?:answer|label|category|class|classification|intent|sentiment)(?: is)?[*_]*(?::[*_]*|(?<=is)) */i,
    '',
  );
}

/** The labels in a text as whole words; of two that overlap, "not positive" and "positive", only the longer. */
function mentions(text: string, forms: ReadonlyMap<string, string | undefined>): string[] {
  const found: string[] = [];
  let rest = ` ${text} `;
  for (const [form, name] of [...forms].sort(([a], [b]) => b.length - a.length)) {
    if (form !== '' && rest.includes(` ${form} `)) {
      rest = rest.replaceAll(` ${form} `, '  ');
      if (name !== undefined) {
        found.push(name);
      }
    }
  }
  return found;
}

import { rules } from '../rules/all.ts';
import type { Severity } from '../rules/problem.ts';
import type { DatasetRule, ExampleRule, LineRule, ObjectRule, Rule } from '../rules/rule.ts';

/** A rule with the severity that is in force for it. */
export interface Active<R extends Rule> {
  readonly rule: R;
  /** What the user set; undefined where each finding keeps the rule's own. */
  readonly override: Severity | undefined;
}

/** The rules that are on, by what they look at. */
export interface RuleSet {
  readonly line: readonly Active<LineRule>[];
  readonly object: readonly Active<ObjectRule>[];
  readonly example: readonly Active<ExampleRule>[];
  /** Those of `example` that have something to say of examples without tools, without a pair, without either. */
  readonly examplesWithoutTools: readonly Active<ExampleRule>[];
  readonly examplesWithoutPair: readonly Active<ExampleRule>[];
  readonly examplesWithoutBoth: readonly Active<ExampleRule>[];
  readonly dataset: readonly Active<DatasetRule>[];
}

export type SeveritySetting = Severity | 'off';

/** `settings` maps codes, or families (`chat`), to severities; the code's own entry wins. */
export function ruleSet(settings: Readonly<Record<string, SeveritySetting>>): RuleSet {
  const set = {
    line: [] as Active<LineRule>[],
    object: [] as Active<ObjectRule>[],
    example: [] as Active<ExampleRule>[],
    dataset: [] as Active<DatasetRule>[],
  };
  for (const rule of rules) {
    const setting = settings[rule.code] ?? settings[rule.code.split('.')[0]!];
    if ((setting ?? rule.severity) === 'off') {
      continue;
    }
    const override = setting === 'off' ? undefined : setting;
    if (rule.scope === 'dataset') {
      set.dataset.push({ rule, override });
    } else if (rule.on === 'line') {
      set.line.push({ rule, override });
    } else if (rule.on === 'object') {
      set.object.push({ rule, override });
    } else {
      set.example.push({ rule, override });
    }
  }
  const { example } = set;
  return {
    ...set,
    examplesWithoutTools: example.filter(({ rule }) => rule.needs !== 'tools'),
    examplesWithoutPair: example.filter(({ rule }) => rule.needs !== 'preference'),
    examplesWithoutBoth: example.filter(({ rule }) => rule.needs === undefined),
  };
}

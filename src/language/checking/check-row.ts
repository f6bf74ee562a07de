import { isObject, parseRow } from '../document/json.ts';
import type { RowHandle } from '../document/row.ts';
import { type Shape, ShapeTable, type Walk } from '../document/shape.ts';
import type { RowFacts, RowKind } from '../facts/facts.ts';
import { formatOfRow, type Votes, votesOf } from '../formats/detect.ts';
import { allMessages, type Example } from '../formats/example.ts';
import type { Format, FormatId } from '../formats/format.ts';
import { SchemaValidator } from '../formats/validate.ts';
import type { Problem, Severity } from '../rules/problem.ts';
import type {
  ExampleContext,
  ExampleRule,
  Finding,
  LineContext,
  ObjectContext,
  Report,
  Rule,
} from '../rules/rule.ts';
import type { Target } from '../targets/target.ts';
import { examine } from './examine.ts';
import type { DatasetRow } from './row.ts';
import type { Active, RuleSet } from './ruleset.ts';

/** What a row is checked against beside its own text. */
export interface RowEnvironment {
  readonly rules: RuleSet;
  readonly targets: readonly Target[];
  readonly fileFormat: Format | undefined;
}

/** Strings that are kept once for all rows; with more there is little in common to be saved. */
const mostStrings = 5000;

interface Outcome {
  readonly facts: RowFacts;
  readonly problems: readonly Problem[];
}

/** Checks rows one by one, remembering what holds for all rows of one shape. */
export class RowChecker {
  readonly shapes = new ShapeTable();
  readonly #validator = new SchemaValidator();
  readonly #votes = new Map<Shape, Votes>();
  #preferred: ReadonlySet<FormatId> = new Set();
  // One function and three fields serve all rules and rows: a closure for each would cost more than most rules.
  #row!: RowHandle;
  #active!: Active<Rule>;
  #problems: Problem[] = [];
  readonly #strings = new Map<string, string>();
  readonly #intern = (text: string): string => {
    const known = this.#strings.get(text);
    if (known === undefined && this.#strings.size < mostStrings) {
      this.#strings.set(text, text);
    }
    return known ?? text;
  };
  readonly #report: Report = (finding) => {
    this.#problems.push(problemOf(this.#row, finding, this.#active));
  };

  /** Formats to prefer between twins: those of the targets in force. */
  prefer(targets: readonly Target[]): void {
    this.#preferred = new Set(targets.flatMap((target) => target.requires.formats.value));
    this.#votes.clear();
  }

  votesOf(shape: Shape): Votes {
    let votes = this.#votes.get(shape);
    if (votes === undefined) {
      votes = votesOf(shape, this.#preferred);
      this.#votes.set(shape, votes);
    }
    return votes;
  }

  /** The shape of a line that is an object, without checking it. */
  shapeOf(text: string): Shape | undefined {
    const { kind, walk } = this.#parse(text);
    return kind === 'object' ? walk?.shape : undefined;
  }

  check(row: DatasetRow, environment: RowEnvironment): Outcome {
    this.#row = row;
    this.#problems = [];
    const facts = this.#checkLine(row, environment);
    return { facts, problems: this.#problems };
  }

  #checkLine(row: DatasetRow, environment: RowEnvironment): RowFacts {
    const { rules, targets, fileFormat } = environment;
    const { kind, value, walk } = this.#parse(row.text, row.line);
    const line: LineContext = { row, text: row.text, kind, value, walk, targets };
    for (const active of rules.line) {
      this.#active = active;
      active.rule.check(line, this.#report);
    }
    if (kind !== 'object' || walk === undefined || !isObject(value)) {
      return { kind, shape: undefined, format: undefined, example: undefined };
    }
    const { shape } = walk;
    const format = formatOfRow(this.votesOf(shape), fileFormat);
    const schemaIssues = () => (format === undefined ? [] : this.#validator.issues(format, shape, value));
    const sortsOfIssues = () => (format === undefined ? [] : this.#validator.sorts(format, shape, value));
    const object: ObjectContext = { ...line, value, walk, format, fileFormat, schemaIssues, sortsOfIssues };
    for (const active of rules.object) {
      this.#active = active;
      active.rule.check(object, this.#report);
    }
    if (format === undefined) {
      return { kind, shape, format: undefined, example: undefined };
    }
    const example = format.read(value);
    const facts = examine(example, value, row, format, this.#intern);
    const context: ExampleContext = { ...object, format, example, facts };
    for (const active of this.#rulesFor(rules, example)) {
      this.#active = active;
      active.rule.check(context, this.#report);
    }
    return { kind, shape, format: format.id, example: facts };
  }

  #rulesFor(rules: RuleSet, example: Example): readonly Active<ExampleRule>[] {
    const tools = usesTools(example);
    if (example.kind === 'preference') {
      return tools ? rules.example : rules.examplesWithoutTools;
    }
    return tools ? rules.examplesWithoutPair : rules.examplesWithoutBoth;
  }

  #parse(text: string, line = 0): { kind: RowKind; value: unknown; walk: Walk | undefined } {
    let value: unknown;
    try {
      // A byte order mark belongs to the file and stands at its very beginning; anywhere else it breaks the row.
      value = line === 0 ? parseRow(text) : JSON.parse(text);
    } catch {
      return { kind: text.trim() === '' ? 'blank' : 'broken', value: undefined, walk: undefined };
    }
    if (!isObject(value)) {
      return { kind: 'other-value', value, walk: undefined };
    }
    const walk = this.shapes.walk(value);
    // Too deep for any reader: it is as good as broken, and json.syntax says so.
    return walk.tooDeep ? { kind: 'broken', value: undefined, walk } : { kind: 'object', value, walk };
  }
}

function usesTools(example: Example): boolean {
  return (
    example.toolsPath !== undefined ||
    allMessages(example).some(({ role, calls }) => role === 'tool' || calls.length > 0)
  );
}

export function problemOf(row: RowHandle, finding: Finding, active: Active<Rule>): Problem {
  const { place } = finding;
  return {
    code: active.rule.code,
    // A rule that is off by default is active only by an override.
    severity: active.override ?? finding.severity ?? (active.rule.severity as Severity),
    message: finding.message,
    row,
    get place() {
      return typeof place === 'function' ? place() : place;
    },
    related: finding.related ?? [],
    fix: finding.fix,
  };
}

import type { Shape } from '../../document/shape.ts';
import { type SiteKind, type SitePath, type Sites, sitesOf } from './sites.ts';

/** A row is unusual where no more than this share of rows do as it does, and at least so many do otherwise. */
const minority = 0.05;
const fewestUsual = 20;

/** Something in which a few rows differ from all others. */
export type Deviation = {
  readonly path: SitePath;
  /** How many rows do the usual thing, and how many have the place at all. */
  readonly usual: number;
  readonly rows: number;
} & (
  | { readonly kind: 'type'; readonly expected: SiteKind; readonly found: SiteKind }
  | { readonly kind: 'missing' | 'extra'; readonly key: string }
  /** `key` is what this row calls a key that the others call `expected`. */
  | { readonly kind: 'renamed'; readonly key: string; readonly expected: string }
  | { readonly kind: 'role'; readonly role: string; readonly expected: readonly string[] }
);

/** What the habits of a file leave out, because a schema or another rule speaks of it. */
export interface Ignoring {
  /** Whether a key may come and go at a place. */
  readonly key: (path: SitePath, key: string) => boolean;
  /** What a role means, so that only roles of one meaning are held against each other; undefined: none of ours. */
  readonly meaning: (role: string) => string | undefined;
  /** The key that a rare one was probably meant to be. */
  readonly misspelling: (key: string, usual: readonly string[]) => string | undefined;
}

/** Counts of rows at one place. */
class Tally {
  rows = 0;
  readonly counts = new Map<string, number>();

  add(items: Iterable<string>, count: number): void {
    this.rows += count;
    for (const item of items) {
      this.counts.set(item, (this.counts.get(item) ?? 0) + count);
    }
  }

  count(item: string): number {
    return this.counts.get(item) ?? 0;
  }

  isRare(count: number): boolean {
    return count <= this.rows * minority && this.rows - count >= fewestUsual;
  }

  /** What nearly all rows have. */
  usual(): string[] {
    return [...this.counts.keys()].filter((item) => this.isRare(this.rows - this.count(item))).sort();
  }
}

/**
 * The shapes that break the file's own habits, with the ways in which they do. A habit counts only if the rows that
 * break it in any way are few: where many rows differ, each in its own way, variety is the habit.
 */
export function deviations(
  shapes: ReadonlyMap<Shape, number>,
  ignoring: Ignoring,
): ReadonlyMap<Shape, readonly Deviation[]> {
  const habits = countAll(shapes);
  const found = new Map<Shape, Found[]>();
  const broken = new Map<string, number>();
  for (const [shape, count] of shapes) {
    const breaks = breaksOf(sitesOf(shape), habits, ignoring);
    if (breaks.length > 0) {
      found.set(shape, breaks);
    }
    for (const habit of new Set(breaks.map((item) => item.habit))) {
      broken.set(habit, (broken.get(habit) ?? 0) + count);
    }
  }
  const result = new Map<Shape, readonly Deviation[]>();
  for (const [shape, breaks] of found) {
    const kept = breaks.filter(({ habit, tally }) => tally.isRare(broken.get(habit)!));
    if (kept.length > 0) {
      result.set(shape, kept.map(({ deviation }) => deviation).sort(byWeight));
    }
  }
  return result;
}

const weights: readonly Deviation['kind'][] = ['type', 'renamed', 'missing', 'role', 'extra'];

/** The order of shapes and of keys within them is that of edits: what is shown must not depend on it. */
function byWeight(a: Deviation, b: Deviation): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return weights.indexOf(a.kind) - weights.indexOf(b.kind) || (first < second ? -1 : first > second ? 1 : 0);
}

interface Habits {
  readonly always: ReadonlyMap<string, Tally>;
  readonly ever: ReadonlyMap<string, Tally>;
  readonly kinds: ReadonlyMap<string, Tally>;
  readonly roles: ReadonlyMap<string, Tally>;
}

interface Found {
  readonly habit: string;
  readonly tally: Tally;
  readonly deviation: Deviation;
}

function countAll(shapes: ReadonlyMap<Shape, number>): Habits {
  const habits = {
    always: new Map<string, Tally>(),
    ever: new Map<string, Tally>(),
    kinds: new Map<string, Tally>(),
    roles: new Map<string, Tally>(),
  };
  for (const [shape, count] of shapes) {
    const sites = sitesOf(shape);
    for (const [name, site] of sites.objects) {
      tallyAt(habits.always, name).add(site.always, count);
      tallyAt(habits.ever, name).add(site.ever, count);
    }
    for (const [name, site] of sites.values) {
      const kinds = comparable(site.kinds);
      if (kinds.length > 0) {
        tallyAt(habits.kinds, name).add(kinds, count);
      }
    }
    for (const [name, site] of sites.roles) {
      tallyAt(habits.roles, name).add(site.roles, count);
    }
  }
  return habits;
}

function tallyAt(tallies: Map<string, Tally>, name: string): Tally {
  let tally = tallies.get(name);
  if (tally === undefined) {
    tally = new Tally();
    tallies.set(name, tally);
  }
  return tally;
}

/** null says that there is no value, and media can't be written otherwise: neither is a type of its own. */
function comparable(kinds: ReadonlySet<SiteKind>): SiteKind[] {
  return [...kinds].filter((kind) => kind !== 'null' && kind !== 'media');
}

function breaksOf(sites: Sites, habits: Habits, ignoring: Ignoring): Found[] {
  return [
    ...typeBreaks(sites, habits),
    ...keyBreaks(sites, habits, ignoring),
    ...roleBreaks(sites, habits, ignoring),
  ];
}

function typeBreaks(sites: Sites, habits: Habits): Found[] {
  const found: Found[] = [];
  for (const [name, { path, kinds }] of sites.values) {
    const tally = habits.kinds.get(name);
    const [expected, another] = tally?.usual() ?? [];
    if (tally === undefined || expected === undefined || another !== undefined) {
      continue;
    }
    for (const kind of comparable(kinds)) {
      if (kind !== expected && tally.isRare(tally.count(kind))) {
        const deviation = {
          kind: 'type' as const,
          path,
          expected: expected as SiteKind,
          found: kind,
          usual: tally.rows - tally.count(kind),
          rows: tally.rows,
        };
        found.push({ habit: `type ${name}`, tally, deviation });
      }
    }
  }
  return found;
}

function keyBreaks(sites: Sites, habits: Habits, ignoring: Ignoring): Found[] {
  const found: Found[] = [];
  for (const [name, { path, always, ever }] of sites.objects) {
    const tally = habits.always.get(name)!;
    const rare = habits.ever.get(name)!;
    const missing = tally.usual().filter((key) => !always.has(key) && !ignoring.key(path, key));
    const extra = [...ever].filter((key) => rare.isRare(rare.count(key)) && !ignoring.key(path, key)).sort();
    for (const key of extra) {
      const meant = ignoring.misspelling(key, missing);
      if (meant !== undefined) {
        missing.splice(missing.indexOf(meant), 1);
      }
      const { rows } = rare;
      const deviation: Deviation =
        meant === undefined
          ? { kind: 'extra', path, key, usual: rows - rare.count(key), rows }
          : { kind: 'renamed', path, key, expected: meant, usual: tally.count(meant), rows };
      // A misspelling breaks the habit of having the key, like its absence.
      found.push({ habit: `${meant === undefined ? 'extra' : 'missing'} ${name}`, tally: rare, deviation });
    }
    for (const key of missing) {
      const deviation = { kind: 'missing' as const, path, key, usual: tally.count(key), rows: tally.rows };
      found.push({ habit: `missing ${name}`, tally, deviation });
    }
  }
  return found;
}

function roleBreaks(sites: Sites, habits: Habits, ignoring: Ignoring): Found[] {
  const found: Found[] = [];
  for (const [name, { path, roles }] of sites.roles) {
    const tally = habits.roles.get(name)!;
    const usualRoles = tally.usual();
    for (const role of roles) {
      const meaning = ignoring.meaning(role);
      const expected = usualRoles.filter((usual) => ignoring.meaning(usual) === meaning);
      if (meaning !== undefined && expected.length > 0 && tally.isRare(tally.count(role))) {
        const usual = tally.rows - tally.count(role);
        found.push({
          habit: `role ${name}`,
          tally,
          deviation: { kind: 'role', path, role, expected, usual, rows: tally.rows },
        });
      }
    }
  }
  return found;
}

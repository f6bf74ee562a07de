import type { Shape, ShapeKind } from '../../document/shape.ts';

/** A way into a row that leaves indexes open: a key, or an element of a list with the role that it has, if any. */
export type Step = { readonly key: string } | { readonly role: string | undefined };
export type SitePath = readonly Step[];

/** `media` stands for a list of content parts that are not all text: it can't be anything but a list. */
export type SiteKind = ShapeKind | 'media';

/** All objects that one row has at one place, seen together. */
export interface ObjectSite {
  readonly path: SitePath;
  /** Keys that all of them have, and keys that any of them has. */
  readonly always: ReadonlySet<string>;
  readonly ever: ReadonlySet<string>;
}

/** All values that one row has at one place. */
export interface ValueSite {
  readonly path: SitePath;
  readonly kinds: ReadonlySet<SiteKind>;
}

/** The roles in a list of messages. */
export interface RoleSite {
  readonly path: SitePath;
  readonly roles: ReadonlySet<string>;
}

/** What a row of a shape has where, by a name for each place that is the same in all rows. */
export interface Sites {
  readonly objects: ReadonlyMap<string, ObjectSite>;
  readonly values: ReadonlyMap<string, ValueSite>;
  readonly roles: ReadonlyMap<string, RoleSite>;
}

interface Draft {
  objects: Map<string, { path: SitePath; always: Set<string>; ever: Set<string> }>;
  values: Map<string, { path: SitePath; kinds: Set<SiteKind> }>;
  roles: Map<string, { path: SitePath; roles: Set<string> }>;
}

const known = new WeakMap<Shape, Sites>();

/** The places of a row's shape. Worked out once a shape. */
export function sitesOf(shape: Shape): Sites {
  let sites = known.get(shape);
  if (sites === undefined) {
    const draft: Draft = { objects: new Map(), values: new Map(), roles: new Map() };
    visitObject(shape, [], draft);
    sites = draft;
    known.set(shape, sites);
  }
  return sites;
}

function visitObject(shape: Shape, path: SitePath, draft: Draft): void {
  if (shape.keys === undefined) {
    return;
  }
  const name = siteName(path);
  const keys = new Set(shape.keys.keys());
  const site = draft.objects.get(name);
  if (site === undefined) {
    draft.objects.set(name, { path, always: keys, ever: new Set(keys) });
  } else {
    site.always = new Set([...site.always].filter((key) => keys.has(key)));
    for (const key of keys) {
      site.ever.add(key);
    }
  }
  for (const [key, value] of shape.keys) {
    visitValue(value, [...path, { key }], draft);
  }
}

function visitValue(shape: Shape, path: SitePath, draft: Draft): void {
  const name = siteName(path);
  const site = draft.values.get(name) ?? { path, kinds: new Set() };
  draft.values.set(name, site);
  site.kinds.add(kindOf(shape));
  if (shape.kind === 'object') {
    visitObject(shape, path, draft);
  }
  if (shape.kind !== 'array') {
    return;
  }
  const roles = new Set<string>();
  for (const item of shape.items!) {
    const role = roleOf(item);
    if (role !== undefined) {
      roles.add(role);
    }
    visitValue(item, [...path, { role }], draft);
  }
  if (roles.size > 0) {
    draft.roles.set(name, { path, roles: new Set([...(draft.roles.get(name)?.roles ?? []), ...roles]) });
  }
}

/** The role of a message's shape. */
export function roleOf(shape: Shape): string | undefined {
  return shape.keys?.get('role')?.word ?? shape.keys?.get('from')?.word;
}

function kindOf(shape: Shape): SiteKind {
  return shape.kind === 'array' && shape.items!.some(isMedia) ? 'media' : shape.kind;
}

/** A content part (it has a type) without text: an image, audio, a file. */
function isMedia(shape: Shape): boolean {
  return shape.keys?.has('type') === true && !shape.keys.has('text');
}

function siteName(path: SitePath): string {
  return JSON.stringify(path.map((step) => ('key' in step ? step.key : [step.role ?? null])));
}

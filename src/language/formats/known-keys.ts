import type { Path } from '../document/place.ts';

/** As much of zod's schema objects as a look-up of keys needs. */
interface ZodNode {
  readonly shape?: Record<string, ZodNode>;
  readonly element?: ZodNode;
  readonly options?: readonly ZodNode[];
  readonly unwrap?: () => ZodNode;
}

const answers = new WeakMap<object, Map<string, readonly string[]>>();

/**
 * The keys that a schema knows at a path, to name the one that was probably meant. Any index will do for a list. Asked
 * the same again it gives the same list, since files ask it for row after row.
 */
export function knownKeys(schema: object, path: Path): readonly string[] {
  const known = answers.get(schema) ?? new Map<string, readonly string[]>();
  answers.set(schema, known);
  const name = JSON.stringify(path.map((step) => (typeof step === 'number' ? 0 : step)));
  let keys = known.get(name);
  if (keys === undefined) {
    keys = keysAt(schema as ZodNode, path);
    // Paths are those of the data, which may have no end of them.
    if (keys.length > 0) {
      known.set(name, keys);
    }
  }
  return keys;
}

function keysAt(schema: ZodNode, path: Path): readonly string[] {
  let nodes = alternatives(schema);
  for (const step of path) {
    nodes = nodes
      .map((node) => (typeof step === 'number' ? node.element : own(node.shape, step)))
      .flatMap((node) => (node === undefined ? [] : alternatives(node)));
  }
  return [...new Set(nodes.flatMap((node) => Object.keys(node.shape ?? {})))];
}

/** A schema without what makes it optional; of a union, each of its members. */
function alternatives(node: ZodNode): readonly ZodNode[] {
  if (node.options !== undefined) {
    return node.options.flatMap(alternatives);
  }
  return node.element === undefined && typeof node.unwrap === 'function'
    ? alternatives(node.unwrap())
    : [node];
}

function own(shape: Record<string, ZodNode> | undefined, key: string): ZodNode | undefined {
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

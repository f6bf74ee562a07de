import type { Shape, ShapeKind } from '../document/shape.ts';

/** The shape of the value under a key; undefined where the shape has no such key. */
export function under(shape: Shape | undefined, ...keys: string[]): Shape | undefined {
  let current = shape;
  for (const key of keys) {
    current = current?.keys?.get(key);
  }
  return current;
}

export function isKind(shape: Shape | undefined, kind: ShapeKind): boolean {
  return shape?.kind === kind;
}

/** Whether the key holds a list whose objects all have one of the given keys (an empty list says nothing against). */
export function isListOf(shape: Shape | undefined, ...anyKey: string[]): boolean {
  return (
    shape?.kind === 'array' &&
    shape.items!.every((item) => item.kind === 'object' && anyKey.some((key) => item.keys?.has(key)))
  );
}

/** How the messages of a list spell the arguments of tool calls; undefined where they call nothing. */
export function argumentsKind(messages: Shape | undefined): 'string' | 'object' | 'mixed' | undefined {
  const kinds = new Set<ShapeKind>();
  for (const message of messages?.items ?? []) {
    for (const call of under(message, 'tool_calls')?.items ?? []) {
      const kind = (under(call, 'function', 'arguments') ?? under(call, 'arguments'))?.kind;
      if (kind === 'string' || kind === 'object') {
        kinds.add(kind);
      }
    }
  }
  if (kinds.size === 2) {
    return 'mixed';
  }
  return kinds.has('string') ? 'string' : kinds.has('object') ? 'object' : undefined;
}

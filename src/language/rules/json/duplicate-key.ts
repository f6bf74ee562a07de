import type { Node } from 'jsonc-parser';
import { repeatsKeys } from '../../document/keys.ts';
import { treeOf } from '../../document/locate.ts';
import { type ColumnEdit, columnsAt } from '../../document/place.ts';
import type { ObjectRule } from '../rule.ts';

/** A key that an object writes twice: only one of the values is ever seen. */
export const duplicateKey: ObjectRule = {
  code: 'json.duplicate-key',
  title: 'Key written twice',
  severity: 'warning',
  scope: 'row',
  on: 'object',
  check({ row, text, walk }, report) {
    // The value has fewer keys than the text writes: only then is it worth asking where.
    if (!repeatsKeys(text, walk.keyCount)) {
      return;
    }
    const repeated = repeatedKeys(text);
    for (const properties of repeated) {
      const [first, second] = properties;
      const key = keyOf(second!);
      report({
        place: columnsAt(key.offset, key.offset + key.length),
        message: `The key ${short(key)} is written ${times(properties.length)} in one object. Python and JavaScript keep the last value and drop the others without a word; other readers reject the row.`,
        related: [
          {
            row,
            place: columnsAt(keyOf(first!).offset, keyOf(first!).offset + keyOf(first!).length),
            message: 'It is written here first',
          },
        ],
        fix: {
          title: 'Keep only the last',
          safety: 'suggested',
          change: (current) => {
            const same = repeatedKeys(current.text).find(([property]) => property?.offset === first!.offset);
            return same === undefined ? undefined : { kind: 'columns', edits: removals(same) };
          },
        },
      });
    }
  },
};

/** The properties that share their key with another of their object, in order, key by key. */
function repeatedKeys(text: string): Node[][] {
  const repeated: Node[][] = [];
  const open = [treeOf(text)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const byKey = new Map<string, Node[]>();
    for (const child of node.children ?? []) {
      open.push(child);
      if (node.type === 'object') {
        const key = String(keyOf(child).value);
        const properties = byKey.get(key) ?? [];
        properties.push(child);
        byKey.set(key, properties);
      }
    }
    for (const properties of byKey.values()) {
      if (properties.length > 1) {
        repeated.push(properties);
      }
    }
  }
  return repeated;
}

function keyOf(property: Node): Node {
  return property.children![0]!;
}

/** Takes out all but the last of the properties, each up to the one that follows it in the object. */
function removals(properties: readonly Node[]): ColumnEdit[] {
  const gone = new Set(properties.slice(0, -1));
  const edits: ColumnEdit[] = [];
  const siblings = properties[0]?.parent?.children ?? [];
  for (const [index, property] of siblings.entries()) {
    const next = siblings[index + 1];
    if (gone.has(property) && next !== undefined) {
      edits.push({ start: property.offset, end: next.offset, text: '' });
    }
  }
  return edits;
}

function short(key: Node): string {
  const name = String(key.value);
  return `"${name.length > 40 ? `${name.slice(0, 40)}…` : name}"`;
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`;
}

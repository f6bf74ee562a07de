import { describe, expect, test } from 'vitest';
import { formats } from '../../../../src/language/formats/all.ts';
import { targetById, targetIds, targets } from '../../../../src/language/targets/all.ts';
import type { Sourced, Target } from '../../../../src/language/targets/target.ts';

function entriesOf(target: Target): [string, Sourced<unknown>][] {
  return Object.entries(target.requires);
}

describe.each(targets.map((target) => [target.id, target] as const))('target %s', (id, target) => {
  test.each(entriesOf(target))('says where "%s" was read, and when', (_, { source, read }) => {
    expect(new URL(source).protocol).toBe('https:');
    expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read);
  });

  test('reads at least one format that there is', () => {
    const known: readonly string[] = formats.map((format) => format.id);
    expect(target.requires.formats.value.length).toBeGreaterThan(0);
    expect(target.requires.formats.value.filter((format) => !known.includes(format))).toEqual([]);
  });

  test('has patterns that compile', () => {
    const { toolName, callId } = target.requires;
    for (const pattern of [toolName, callId]) {
      expect(() => new RegExp(pattern?.value ?? '', 'u')).not.toThrow();
    }
  });

  test('is found by its id', () => {
    expect(targetById(id)).toBe(target);
  });
});

test('ids and titles are each used once', () => {
  expect(new Set(targetIds).size).toBe(targets.length);
  expect(new Set(targets.map((target) => target.title)).size).toBe(targets.length);
});

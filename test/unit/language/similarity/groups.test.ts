import { describe, expect, test } from 'vitest';
import { RowGroups } from '../../../../src/language/similarity/groups.ts';

const row = (line: number) => ({ line, text: '' });

describe('groups of rows', () => {
  test('list those of two or more in the order of the file', () => {
    const groups = new RowGroups<ReturnType<typeof row>>();
    const [a, b, c] = [row(2), row(0), row(1)];
    groups.move(a, undefined, 7);
    groups.move(b, undefined, 7);
    groups.move(c, undefined, 8);
    expect([...groups.crowded()].map((group) => group.map(({ line }) => line))).toEqual([[0, 2]]);
    groups.move(a, 7, 8);
    expect([...groups.crowded()].map((group) => group.map(({ line }) => line))).toEqual([[1, 2]]);
  });

  test('keep their version while every group has one row, whatever becomes of it', () => {
    const groups = new RowGroups<ReturnType<typeof row>>();
    groups.move(row(0), undefined, 7);
    groups.touch(7);
    groups.touch(9);
    expect(groups.version).toBe(0);
  });

  test('have another version when a row of a crowded group is touched', () => {
    const groups = new RowGroups<ReturnType<typeof row>>();
    groups.move(row(0), undefined, 7);
    groups.move(row(1), undefined, 7);
    const { version } = groups;
    groups.touch(7);
    expect(groups.version).toBeGreaterThan(version);
  });
});

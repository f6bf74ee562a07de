import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../../src/language/rules/all.ts';

/** A rule is three files: the rule, its table and its page. None goes without the others. */
describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const [family, name] = code.split('.');

  test('has a name of family and rule', () => {
    expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(rule.title.length).toBeGreaterThan(3);
  });

  test('stands in its file', () => {
    expect(existsSync(`src/language/rules/${family}/${name}.ts`)).toBe(true);
  });

  test('has a table', () => {
    const table = readFileSync(`test/unit/language/rules/${family}/${name}.test.ts`, 'utf8');
    expect(table).toContain(`describeRule('${code}'`);
  });

  test('has a page that says what is wrong, what is right and how to configure it', () => {
    const page = readFileSync(`docs/rules/${code}.md`, 'utf8');
    expect(page.startsWith(`# ${code}\n`)).toBe(true);
    for (const part of ['**Default:**', '## Wrong', '## Right', '## Configure']) {
      expect(page).toContain(part);
    }
  });
});

test('no two rules have one code', () => {
  const codes = rules.map((rule) => rule.code);
  expect(new Set(codes).size).toBe(codes.length);
});

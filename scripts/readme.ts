import { formats } from '../src/language/formats/all.ts';
import { rules, targets } from '../src/language/index.ts';

/** README with its tables made from the rules, formats and targets that there are. */
export function withTables(readme: string): string {
  let text = readme;
  for (const [name, table] of Object.entries({
    rules: ruleTable(),
    formats: formatTable(),
    targets: targetTable(),
  })) {
    const part = new RegExp(`(<!-- ${name}: [^>]* -->\n)[^]*?(<!-- /${name} -->)`);
    text = text.replace(part, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
  }
  return text;
}

const families: Readonly<Record<string, string>> = {
  json: 'File',
  schema: 'Schema',
  chat: 'Conversation',
  tools: 'Tools',
  preference: 'Preference',
  target: 'Target',
  duplicate: 'Duplicates',
  conflict: 'Contradictions',
  system: 'System prompt',
  content: 'Content',
  coverage: 'Edge cases',
};

function ruleTable(): string {
  const rows = Object.entries(families).map(([family, title]) => {
    const links = rules
      .filter((rule) => rule.code.startsWith(`${family}.`))
      .map((rule) => `[\`${rule.code}\`](docs/rules/${rule.code}.md)`);
    return `| ${title} | ${links.join(' ')} |\n`;
  });
  return `| family | rules |\n|---|---|\n${rows.join('')}`;
}

function formatTable(): string {
  const rows = formats.map(
    ({ id, title, requiredKeys, source }) =>
      `| [${title}](${source}) | \`${id}\` | ${requiredKeys.map((key) => `\`${key}\``).join(', ')} |\n`,
  );
  return `| format | id | known by |\n|---|---|---|\n${rows.join('')}`;
}

function targetTable(): string {
  const rows = targets.map(({ id, title, requires }) => {
    const accepted = requires.formats.value.map((format) => `\`${format}\``).join(', ');
    return `| [${title}](${requires.formats.source}) | \`${id}\` | ${accepted} |\n`;
  });
  return `| target | id | formats it takes |\n|---|---|---|\n${rows.join('')}`;
}

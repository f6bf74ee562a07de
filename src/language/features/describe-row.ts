import type { Dataset } from '../checking/dataset.ts';
import type { DatasetRow } from '../checking/row.ts';
import { formatById } from '../formats/all.ts';
import { allMessages, type Example, type Message, sections } from '../formats/example.ts';
import type { Format } from '../formats/format.ts';
import { exampleIn } from '../formats/read-row.ts';
import { estimateExample } from '../tokens/estimate.ts';
import { codeSpan, escapeMarkdown } from './markdown.ts';

/** Names that a list in a sentence has before "and more". */
const mostNames = 5;

/** How a row is read: as its last check did, or as the file is. */
export function formatOf(dataset: Dataset, row: DatasetRow): Format | undefined {
  const id = row.facts?.format;
  return id === undefined ? dataset.format : formatById(id);
}

/** What a row is, in one line of Markdown: format, messages, tools, tokens. */
export function describeRow(dataset: Dataset, row: DatasetRow): string {
  return [`**Row ${row.line + 1}**`, ...factsOf(dataset, row)].join(' · ');
}

function factsOf(dataset: Dataset, row: DatasetRow): string[] {
  switch (row.facts?.kind) {
    case undefined:
      return ['not checked yet'];
    case 'blank':
      return ['blank line'];
    case 'broken':
      return ['not valid JSON'];
    case 'other-value':
      return ['JSON, but not an object'];
    case 'object': {
      const format = formatOf(dataset, row);
      const example = format === undefined ? undefined : exampleIn(row.text, format);
      return format === undefined || example === undefined
        ? ['no known format']
        : [format.title, ...partsOf(example), ...toolsOf(example), tokensOf(example)];
    }
  }
}

function partsOf(example: Example): string[] {
  if (example.kind === 'text') {
    return [];
  }
  if (example.kind === 'conversation') {
    return [messagesOf(example.messages)];
  }
  return sections.flatMap((section) => {
    const messages = example[section];
    const name = section === 'messages' ? 'prompt' : section;
    if (messages.length === 0) {
      return [];
    }
    return [messages[0]!.source === undefined ? name : `${name}: ${messagesOf(messages)}`];
  });
}

/** "4 messages (system, user, assistant ×2)". */
function messagesOf(messages: readonly Message[]): string {
  const roles = new Map<string, number>();
  for (const { role, spelling } of messages) {
    const name = role === 'unknown' ? (spelling ?? 'no role') : role;
    roles.set(name, (roles.get(name) ?? 0) + 1);
  }
  const names = [...roles]
    .slice(0, mostNames)
    .map(([name, count]) => `${escapeMarkdown(name.slice(0, 30))}${count > 1 ? ` ×${count}` : ''}`);
  const list = roles.size === 0 ? '' : ` (${names.join(', ')}${roles.size > mostNames ? ', …' : ''})`;
  return `${counted(messages.length, 'message')}${list}`;
}

function toolsOf(example: Example): string[] {
  const calls = allMessages(example).flatMap((message) => message.calls);
  const declared = example.tools.length;
  const parts: string[] = [];
  if (calls.length > 0) {
    const names = [...new Set(calls.map((call) => call.name ?? ''))];
    const list = names.slice(0, mostNames).map((name) => codeSpan(name));
    parts.push(
      `${counted(calls.length, 'tool call')}: ${list.join(', ')}${names.length > mostNames ? ', …' : ''}`,
    );
  }
  if (declared > 0) {
    parts.push(`${counted(declared, 'tool')} declared`);
  }
  return parts;
}

function tokensOf(example: Example): string {
  const { total, trained } = estimateExample(example);
  return `~${total} tokens, ~${trained} learnt`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

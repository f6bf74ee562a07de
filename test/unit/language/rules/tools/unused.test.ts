import { calling, chat, many, tool, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

function declaring(names: string[], called?: string) {
  return {
    ...chat(
      user(`Hi ${called}`),
      called === undefined ? { role: 'assistant', content: 'Hello' } : calling([called, '{}']),
    ),
    tools: names.map((name) => tool(name)),
  };
}

describeRule('tools.unused', {
  flags: [
    {
      name: 'a tool that no row calls, where it is first declared',
      rows: [declaring(['now'], 'now'), declaring(['now', 'then'], 'now'), declaring(['then'])],
      at: ['"then"'],
      lines: [1],
      says: 'No row calls "then", which 2 rows declare: the model learns never to call it.',
      severity: 'info',
    },
    {
      name: 'each such tool, each in its row',
      rows: [declaring(['a', 'b']), declaring(['c', 'a'], 'a')],
      at: ['"b"', '"c"'],
      lines: [0, 1],
    },
    {
      name: "a tool in ShareGPT's text",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
          tools: '[{"description":"é","name":"now"}]',
        },
      ],
      at: ['\\"now\\"'],
    },
    {
      name: 'a whole catalogue of them with one word',
      rows: [...many(30, (number) => declaring([`tool_${number}`])), declaring(['now'], 'now')],
      at: ['"tool_1"'],
      lines: [0],
      says: 'No row calls 30 of the 31 tools that rows declare ("tool_1", "tool_10", "tool_11" and 27 more)',
    },
  ],
  passes: [
    { name: 'tools that are called', rows: [declaring(['a', 'b'], 'a'), declaring(['a', 'b'], 'b')] },
    {
      name: 'tools that a row calls that does not declare them',
      rows: [declaring(['a']), declaring([], 'a')],
    },
    {
      name: "a tool that is called in ShareGPT's text",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"name":"now","arguments":{}}' },
          ],
          tools: '[{"name":"now"}]',
        },
      ],
    },
    { name: 'rows without tools', rows: [chat(user('Hi'), { role: 'assistant', content: 'Hello' })] },
  ],
});

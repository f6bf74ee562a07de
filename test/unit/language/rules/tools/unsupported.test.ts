import type { Target } from '../../../../../src/language/targets/target.ts';
import { assistant, calling, chat, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const source = 'https://example.com/no-tools';
const plain: Target = {
  id: 'fireworks',
  title: 'Plain trainer',
  requires: {
    formats: { value: ['openai-chat'], source, read: '2026-11-23' },
    toolsUnsupported: { value: true, source, read: '2026-11-23' },
  },
};

const call = '{"name":"now","arguments":{}}';

describeRule('tools.unsupported', {
  flags: [
    {
      name: 'declared tools, which can go where no message uses them',
      rows: [{ ...chat(user('Hi'), assistant('Hello')), tools: [tool('now')] }],
      target: plain,
      at: ['"tools"'],
      says: 'Plain trainer does not train on tools',
      severity: 'error',
      fixed: [chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'tools that are used, once',
      rows: [
        {
          ...chat(user('Hi'), calling(['now', '{}']), toolResult('call_now', '9'), assistant('Nine')),
          tools: [tool('now')],
        },
      ],
      target: plain,
      at: ['"tools"'],
      fixed: [
        {
          ...chat(user('Hi'), calling(['now', '{}']), toolResult('call_now', '9'), assistant('Nine')),
          tools: [tool('now')],
        },
      ],
    },
    { name: 'a call', rows: [chat(user('Hi'), calling(['now', '{}']))], target: plain, at: ['"now"'] },
    {
      name: 'a result',
      rows: [chat(user('Hi'), toolResult('x', '9'), assistant('Nine'))],
      target: plain,
      at: ['"tool"'],
    },
    {
      name: "ShareGPT's call",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: call },
          ],
        },
      ],
      target: plain,
      at: ['\\"now\\"'],
    },
  ],
  passes: [
    {
      name: 'tools for any other target',
      rows: [{ ...chat(user('Hi'), calling(['now', '{}'])), tools: [tool('now')] }],
      target: 'openai-sft',
    },
    { name: 'tools where no target is chosen', rows: [chat(user('Hi'), calling(['now', '{}']))] },
    { name: 'a row without tools', rows: [chat(user('Hi'), assistant('Hello'))], target: plain },
    {
      name: 'an empty list of tools',
      rows: [{ ...chat(user('Hi'), assistant('Hello')), tools: [] }],
      target: plain,
    },
  ],
});

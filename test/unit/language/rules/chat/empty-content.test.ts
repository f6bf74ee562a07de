import { assistant, calling, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

describeRule('chat.empty-content', {
  flags: [
    {
      name: 'an empty answer',
      rows: [chat(user('Hi'), assistant(''))],
      at: ['""'],
      says: 'the model would learn to say nothing. Write',
      severity: 'error',
    },
    {
      name: 'an answer of null without a call',
      rows: ['{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content": null}]}'],
      target: 'mistral',
      at: ['null'],
      says: 'Such a row is rejected by Mistral fine-tuning.',
    },
    {
      name: 'white space',
      rows: [chat(user(' \n\t '), assistant('Hello'))],
      at: ['" \\n\\t "'],
      severity: 'warning',
    },
    {
      name: 'an empty list, and a list of empty parts',
      rows: [
        chat(
          user([
            { type: 'text', text: ' ' },
            { type: 'text', text: '' },
          ]),
          assistant([]),
        ),
      ],
      at: ['" "', '[]'],
      says: 'This message from "user" is empty',
    },
    {
      name: 'an empty system message, which can go',
      rows: [chat(system(''), user('Hi'), assistant('Hello'))],
      at: ['""'],
      severity: 'warning',
      fixed: [chat(user('Hi'), assistant('Hello'))],
    },
    {
      name: 'a masked answer as a warning',
      rows: [chat(user('Hi'), assistant('', { weight: 0 }), user('?'), assistant('Hello'))],
      at: ['""'],
      severity: 'warning',
    },
    {
      name: 'an answer with an empty list of calls',
      rows: [chat(user('Hi'), assistant(null, { tool_calls: [] }))],
      at: ['null'],
    },
    { name: 'an empty completion', rows: [{ prompt: 'Hi', completion: '' }], at: ['""'], severity: 'error' },
    {
      name: 'an empty prompt',
      rows: [{ prompt: ' ', completion: 'Hello' }],
      at: ['" "'],
      says: 'The prompt is empty',
      severity: 'warning',
    },
    {
      name: 'an empty instruction without input',
      rows: [{ instruction: '', input: '', output: 'x' }],
      at: ['""'],
    },
    {
      name: 'an empty output',
      rows: [{ instruction: 'Hi', input: '', output: '' }],
      at: ['""'],
      severity: 'error',
    },
    { name: 'an empty text', rows: [{ text: '' }], at: ['""'], says: 'The text is empty' },
    {
      name: 'an empty value of ShareGPT',
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: '' },
          ],
        },
      ],
      at: ['""'],
      severity: 'error',
    },
    {
      name: 'an empty answer of a pair',
      rows: [{ prompt: 'Hi', chosen: 'Hello', rejected: '' }],
      at: ['""'],
    },
  ],
  passes: [
    { name: 'a call without content', rows: [chat(user('Hi'), calling(['f', {}]))] },
    {
      name: 'a call with empty content',
      rows: [chat(user('Hi'), { ...calling(['f', {}]), content: '' })],
    },
    {
      name: "calls in OpenAI's older spelling, and calls that can't be read",
      rows: [
        chat(user('Hi'), assistant(null, { function_call: { name: 'f', arguments: '{}' } })),
        chat(user('Hi'), assistant(null, { tool_calls: ['f'] })),
      ],
    },
    { name: 'a message without the key', rows: [chat(user('Hi'), { role: 'assistant' })] },
    { name: 'a refusal', rows: [chat(user('Hi'), assistant(null, { refusal: 'I will not.' }))] },
    {
      name: 'a tool that returns nothing',
      rows: [chat(user('Hi'), calling(['f', {}]), toolResult('call_f', ''), assistant('Done'))],
    },
    {
      name: 'an image with an empty text',
      rows: [
        chat(
          user([
            { type: 'text', text: '' },
            { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
          ]),
          assistant('A cat'),
        ),
      ],
    },
    {
      name: 'an input beside an empty instruction',
      rows: [{ instruction: '', input: 'Hi', output: 'Hello' }],
    },
    {
      name: 'an empty system prompt of the row itself',
      rows: [{ instruction: 'Hi', input: '', output: 'Hello', system: '', history: [] }],
    },
    { name: 'content of a wrong type', rows: [chat(user(7), assistant({ text: 'x' }))] },
  ],
});

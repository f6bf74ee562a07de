import { assistant, calling, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const answer = assistant('Hello');

describeRule('chat.unknown-role', {
  flags: [
    {
      name: 'a slip of the pen, which is put right safely',
      rows: [chat(user('Hi'), { role: 'asistant', content: 'Hello' })],
      at: ['"asistant"'],
      says: /"asistant" is unknown\. Did you mean "assistant"\? OpenAI chat knows "system", /,
      severity: 'error',
      fixed: [chat(user('Hi'), answer)],
    },
    {
      name: 'another case and stray space',
      rows: [chat({ role: 'User', content: 'Hi' }, { role: ' ASSISTANT', content: 'Hello' })],
      at: ['"User"', '" ASSISTANT"'],
      fixed: [chat(user('Hi'), answer)],
    },
    {
      name: "another format's words",
      rows: [
        '{"messages": [{"role": "human", "content": "Hi"}, {"content": "Hello \\ud83d\\udc4b", "role": "model"}]}',
      ],
      at: ['"human"', '"model"'],
      fixed: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"content": "Hello \\ud83d\\udc4b", "role": "assistant"}]}',
      ],
    },
    {
      name: "ShareGPT's own spelling for a word that it lacks",
      rows: [
        {
          conversations: [
            { from: 'humna', value: 'Hi' },
            { from: 'bot', value: 'Hello' },
          ],
        },
      ],
      at: ['"humna"', '"bot"'],
      says: 'Did you mean "human"?',
      fixed: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
    },
    {
      name: 'the spelling that the row uses elsewhere',
      rows: [
        {
          conversations: [
            { from: 'user', value: 'Hi' },
            { from: 'assistant', value: 'Hello' },
            { from: 'prompter', value: 'Bye' },
            { from: 'ai', value: 'Bye' },
          ],
        },
      ],
      at: ['"prompter"', '"ai"'],
      fixed: [
        {
          conversations: [
            { from: 'user', value: 'Hi' },
            { from: 'assistant', value: 'Hello' },
            { from: 'user', value: 'Bye' },
            { from: 'assistant', value: 'Bye' },
          ],
        },
      ],
    },
    {
      name: "a role of one's own as a warning, without a guess",
      rows: [chat(user('Hi'), { role: 'critic', content: 'Too short.' }, answer)],
      at: ['"critic"'],
      severity: 'warning',
      fixed: [chat(user('Hi'), { role: 'critic', content: 'Too short.' }, answer)],
    },
    {
      name: 'it as an error where the target knows its roles',
      rows: [chat(user('Hi'), { role: 'critic', content: 'Too short.' }, answer)],
      target: 'mistral',
      at: ['"critic"'],
      says: 'Mistral fine-tuning knows "system", "user", "assistant" and "tool".',
      severity: 'error',
    },
    {
      name: 'a role that the format knows and the target does not',
      rows: [chat({ role: 'developer', content: 'Be brief.' }, user('Hi'), answer)],
      target: ['openai-sft', 'together-sft'],
      at: ['"developer"'],
      says: /^Together supervised fine-tuning does not know the role "developer"/,
      severity: 'error',
      fixed: [chat(system('Be brief.'), user('Hi'), answer)],
    },
    {
      name: 'roles in preferred answers',
      rows: [
        {
          input: { messages: [user('Hi')] },
          preferred_output: [{ role: 'asisstant', content: 'Hello!' }],
          non_preferred_output: [assistant('What?')],
        },
      ],
      at: ['"asisstant"'],
    },
    {
      name: 'a long spelling of several lines, cut',
      rows: [chat(user('Hi'), { role: `critic\n\u202e${'x'.repeat(100)}`, content: 'x' }, answer)],
      at: [`"critic\\n\u202e${'x'.repeat(100)}"`],
      says: `The role "critic ${'x'.repeat(32)}…" is unknown`,
    },
    {
      name: 'hostile spellings',
      rows: [chat(user('Hi'), { role: '__proto__', content: 'x' }, { role: '', content: 'x' }, answer)],
      at: ['"__proto__"', '""'],
    },
  ],
  passes: [
    {
      name: 'every role of chat',
      rows: [
        chat(
          system('Be brief.'),
          { role: 'developer', content: 'Be kind.' },
          user('Hi'),
          calling(['look', {}]),
          toolResult('call_look', '{}'),
          answer,
        ),
      ],
    },
    { name: 'a message without a role', rows: [{ messages: [{ content: 'Hi' }, answer] }] },
    { name: 'a role of another type', rows: [{ messages: [{ role: 7, content: 'Hi' }, answer] }] },
    {
      name: "ShareGPT's words",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'function_call', value: '{"name":"f","arguments":{}}' },
            { from: 'observation', value: '{}' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
      target: 'llama-factory',
    },
    {
      name: "a format that the target can't read anyway",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
          ],
        },
      ],
      target: 'openai-sft',
    },
    { name: 'bare strings', rows: [{ prompt: 'Hi', completion: 'Hello' }], target: 'together-sft' },
  ],
});

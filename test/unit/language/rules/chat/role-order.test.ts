import { assistant, calling, chat, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const twice = chat(user('Hi'), user('Are you there?'), assistant('Yes'));

describeRule('chat.role-order', {
  flags: [
    {
      name: 'two user messages in a row, without a target as information',
      rows: [twice],
      at: ['"user"'],
      says: 'Many chat templates',
      severity: 'info',
      fixed: [chat(user('Hi\n\nAre you there?'), assistant('Yes'))],
    },
    {
      name: 'it as an error where the target rejects it',
      rows: [twice],
      target: 'together-sft',
      at: ['"user"'],
      says: "a row whose speakers don't take turns is rejected by Together supervised fine-tuning",
      severity: 'error',
    },
    {
      name: 'it where the trainer takes the template of the base model',
      rows: [twice],
      target: 'trl-sft',
      at: ['"user"'],
      severity: 'info',
    },
    {
      name: 'three answers in a row, merged one by one',
      rows: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "a"}, {"role": "assistant", "content": "\\u00e9"}, {"role": "assistant", "content": "c"}]}',
      ],
      at: ['"assistant"', '"assistant"'],
      fixed: [
        '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "a\\n\\né\\n\\nc"}]}',
      ],
    },
    {
      name: "ShareGPT's gpt after gpt, which LLaMA-Factory drops",
      rows: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello' },
            { from: 'gpt', value: 'How are you?' },
          ],
        },
      ],
      target: ['llama-factory', 'together-sft'],
      at: ['"gpt"'],
      says: 'is dropped by LLaMA-Factory, and rejected by Together',
      severity: 'error',
      fixed: [
        {
          conversations: [
            { from: 'human', value: 'Hi' },
            { from: 'gpt', value: 'Hello\n\nHow are you?' },
          ],
        },
      ],
    },
    {
      name: 'messages that can not be merged without loss, without a fix',
      rows: [chat(user([{ type: 'text', text: 'Hi' }]), user('You?'), assistant('Yes'))],
      at: ['"user"'],
      fixed: [chat(user([{ type: 'text', text: 'Hi' }]), user('You?'), assistant('Yes'))],
    },
    {
      name: 'a user who speaks before the tool result is answered',
      rows: [
        chat(
          user('Weather?'),
          calling(['weather', {}]),
          toolResult('call_weather', '{}'),
          user('Well?'),
          assistant('Fine'),
        ),
      ],
      target: 'llama-factory',
      at: ['"user"'],
      says: "before the assistant has answered the tool's result: such a row is dropped by LLaMA-Factory",
      severity: 'error',
    },
    {
      name: 'an answer with a call after it, where turns are demanded',
      rows: [chat(user('Weather?'), assistant('One moment.'), calling(['weather', {}]))],
      target: 'together-sft',
      at: ['"assistant"'],
    },
    {
      name: 'the prompt of a preference pair, once',
      rows: [
        {
          input: { messages: [user('Hi'), user('You?')] },
          preferred_output: [assistant('Yes')],
          non_preferred_output: [assistant('No')],
        },
      ],
      at: ['"user"'],
    },
  ],
  passes: [
    {
      name: 'turns with a system message and tool rounds',
      rows: [
        chat(
          system('Be brief.'),
          user('Weather in two cities?'),
          calling(['a', {}], ['b', {}]),
          toolResult('call_a', '{}'),
          toolResult('call_b', '{}'),
          assistant('Fine.'),
          user('Thanks'),
          assistant('Welcome'),
        ),
      ],
      target: ['together-sft', 'llama-factory'],
    },
    { name: 'a target that takes any order', rows: [twice], target: 'openai-sft' },
    {
      name: 'a call after an answer, without a target',
      rows: [chat(user('Hi'), assistant('Wait.'), calling(['a', {}]))],
    },
    {
      name: 'a user after a tool result where only turns are demanded',
      rows: [chat(user('Hi'), calling(['a', {}]), toolResult('call_a', '{}'), user('?'), assistant('Ok'))],
      target: 'together-sft',
    },
    {
      name: 'an answer that goes on from the prompt',
      rows: [{ prompt: [user('Hi'), assistant('Well,')], completion: [assistant(' hello.')] }],
      target: 'trl-sft',
    },
    {
      name: 'a system message in between',
      rows: [chat(user('Hi'), system('x'), user('You?'), assistant('Yes'))],
    },
  ],
});

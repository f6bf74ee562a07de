import { assistant, calling, system, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const question = 'What is the capital of Österreich? 🏛';

describeRule('preference.prompt-mismatch', {
  flags: [
    {
      name: 'conversations that ask different things, at the word',
      rows: [
        {
          chosen: [user('What is the capital of France?'), assistant('Paris')],
          rejected: [user('What is the capital of Frankreich "West"?'), assistant('Lyon')],
        },
      ],
      at: ['Frankreich'],
      says: 'Message 1 of "rejected" is not that of "chosen"',
      severity: 'warning',
    },
    {
      name: 'another role',
      rows: [
        {
          chosen: [user('Hi'), user('You?'), assistant('Paul')],
          rejected: [user('Hi'), system('You?'), assistant('No.')],
        },
      ],
      at: ['"system"'],
    },
    {
      name: 'conversations that part before their last answers',
      rows: [
        {
          chosen: [user('Hi'), assistant('Hello'), user('Name?'), assistant('Paul')],
          rejected: [user('Hi'), assistant('What?'), user('Name?'), assistant('No.')],
        },
      ],
      at: ['"user"'],
      says: 'The conversations part at message 2',
    },
    {
      name: 'a prompt that both answers repeat',
      rows: [
        {
          prompt: [system('Be brief.'), user(question)],
          chosen: [system('Be brief.'), user(question), assistant('Wien')],
          rejected: [system('Be brief.'), user(question), assistant('Graz')],
        },
      ],
      at: ['{"role"'],
      says: 'Both answers begin with the prompt',
      severity: 'warning',
      fixed: [
        {
          prompt: [system('Be brief.'), user(question)],
          chosen: [assistant('Wien')],
          rejected: [assistant('Graz')],
        },
      ],
    },
    {
      name: 'a prompt that one of the outputs repeats',
      rows: [
        {
          input: { messages: [user(question)] },
          preferred_output: [assistant('Wien')],
          non_preferred_output: [user(question), assistant('Graz')],
        },
      ],
      at: ['{"role"'],
      says: '"non_preferred_output" begins with the prompt',
      fixed: [
        {
          input: { messages: [user(question)] },
          preferred_output: [assistant('Wien')],
          non_preferred_output: [assistant('Graz')],
        },
      ],
    },
    {
      name: 'a prompt as text beside whole conversations, as a hint',
      rows: [
        {
          prompt: question,
          chosen: [user(question), assistant('Wien')],
          rejected: [user(question), assistant('Graz')],
        },
      ],
      at: ['{"role"'],
      says: 'TRL leaves one out',
      severity: 'info',
    },
    {
      name: 'a text prompt in front of text answers',
      rows: [{ prompt: question, chosen: `${question} Wien`, rejected: `${question} Graz` }],
      at: [question],
      says: 'learn to repeat it',
      fixed: [{ prompt: question, chosen: ' Wien', rejected: ' Graz' }],
    },
  ],
  passes: [
    {
      name: 'conversations that part at the last answer',
      rows: [{ chosen: [user('Hi'), assistant('Hello')], rejected: [user('Hi'), assistant('What?')] }],
    },
    {
      name: 'a prompt in another Unicode form',
      rows: [
        { chosen: [user('Grüße'), assistant('Hallo')], rejected: [user('Gru\u0308ße'), assistant('Was?')] },
      ],
    },
    {
      name: 'answers that call tools in different ways',
      rows: [
        {
          chosen: [user('Time?'), calling(['now', '{}']), toolResult('call_now', '9'), assistant('Nine.')],
          rejected: [
            user('Time?'),
            calling(['date', '{}']),
            toolResult('call_date', '9'),
            assistant('Nine.'),
          ],
        },
      ],
    },
    {
      name: 'a short prompt that answers may begin with',
      rows: [{ prompt: 'Hi', chosen: 'Hi there', rejected: 'Hiya' }],
    },
    {
      name: 'a prompt that one answer quotes',
      rows: [{ prompt: question, chosen: `${question} Wien`, rejected: 'Graz' }],
    },
    {
      name: 'a prompt apart from its answers',
      rows: [{ prompt: [user(question)], chosen: [assistant('Wien')], rejected: [assistant('Graz')] }],
    },
    { name: 'rows that are no pairs', rows: [{ prompt: question, completion: `${question} Wien` }] },
  ],
});

import { assistant, calling, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

function openai(chosen: object[], rejected: object[] = [assistant('No.')], ...messages: object[]) {
  return {
    input: { messages: messages.length === 0 ? [user('Hi')] : messages },
    preferred_output: chosen,
    non_preferred_output: rejected,
  };
}

function trl(chosen: object[], rejected: object[] = [assistant('No.')]) {
  return { prompt: [user('Hi')], chosen, rejected };
}

describeRule('preference.shape', {
  flags: [
    {
      name: 'an empty list in place of an answer',
      rows: [trl([], []), openai([])],
      at: ['[]', '[]', '[]'],
      lines: [0, 0, 1],
      says: '"chosen" is an empty list',
      severity: 'error',
    },
    {
      name: 'an answer that ends with the user',
      rows: [trl([assistant('Hello'), user('Thanks')])],
      at: ['"user"'],
      says: '"chosen" ends with a message from "user"',
      severity: 'error',
    },
    {
      name: 'a tool result at the end of the rejected answer',
      rows: [trl([assistant('Hello')], [calling(['now', '{}']), toolResult('call_now', '9')])],
      at: ['"tool"'],
      says: '"rejected"',
    },
    {
      name: 'several messages where the target wants one',
      rows: [openai([assistant('Hello'), user('How are you?'), assistant('Fine')])],
      target: 'openai-dpo',
      at: ['"assistant"'],
      says: '"preferred_output" has 3 messages, and OpenAI',
      severity: 'error',
    },
    {
      name: "the user's words within an answer",
      rows: [trl([assistant('Hello'), user('How are you?'), assistant('Fine')])],
      at: ['"user"'],
      says: 'All of it counts as the answer',
      severity: 'warning',
    },
    {
      name: 'an input that is answered already',
      rows: [openai([assistant('Hello')], [assistant('No.')], user('Hi'), assistant('Hey'))],
      at: ['"assistant"'],
      says: 'ends with an answer already',
      severity: 'warning',
    },
  ],
  passes: [
    { name: 'one answer each', rows: [openai([assistant('Hello')]), trl([assistant('Hello')])] },
    { name: 'plain strings', rows: [{ prompt: 'Hi', chosen: 'Hello', rejected: '' }] },
    {
      name: 'a call with its result and the answer to it',
      rows: [trl([calling(['now', '{}']), toolResult('call_now', '9'), assistant('Nine.')])],
    },
    {
      name: 'whole conversations without a prompt apart',
      rows: [{ chosen: [user('Hi'), assistant('Hello')], rejected: [user('Hi'), assistant('No.')] }],
    },
    {
      name: 'a repeated prompt, of which preference.prompt-mismatch speaks',
      rows: [openai([user('Hi'), assistant('Hello')], [user('Hi'), assistant('No.')])],
      target: 'openai-dpo',
    },
    {
      name: "a prompt that begins the answer, as TRL's may",
      rows: [{ ...trl([assistant('lo')]), prompt: [user('Hi'), assistant('Hel')] }],
    },
    {
      name: 'an input that ends with an answer, of which chat.last-role speaks',
      rows: [openai([assistant('Hello')], [assistant('No.')], user('Hi'), assistant('Hey'))],
      target: 'together-dpo',
    },
    { name: 'rows that are no pairs', rows: [{ prompt: [user('Hi')], completion: [] }] },
  ],
});

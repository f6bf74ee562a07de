import { assistant, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

function pair(chosen: string, rejected: string, prompt = 'Hi') {
  return { prompt, chosen, rejected };
}

function openai(chosen: string, rejected: string) {
  return {
    input: { messages: [user('Hi')] },
    preferred_output: [assistant(chosen)],
    non_preferred_output: [assistant(rejected)],
  };
}

describeRule('preference.contradiction', {
  flags: [
    {
      name: 'a pair the other way round',
      rows: [pair('Hello', 'Yo'), pair('Bye', 'Ciao', 'Go'), pair('Yo', 'Hello')],
      at: ['"chosen"'],
      lines: [2],
      says: 'Row 1 rejects, for the same prompt, what this row prefers',
      severity: 'warning',
    },
    {
      name: 'an answer that is rejected for another',
      rows: [pair('Hello', 'Yo'), pair('Good day', 'Hello')],
      at: ['"rejected"'],
      says: 'Row 1 prefers, for the same prompt, what this row rejects',
    },
    {
      name: 'the same words in another Unicode form and spacing',
      rows: [pair('Grüß dich!', 'Na?'), pair('Servus', ' Gru\u0308ß  dich!')],
      at: ['"rejected"'],
    },
    {
      name: "OpenAI's rows, each later one once",
      rows: [openai('a', 'b'), openai('b', 'a'), openai('c', 'a')],
      at: ['"preferred_output"', '"non_preferred_output"'],
      lines: [1, 2],
    },
  ],
  passes: [
    { name: 'pairs that agree', rows: [pair('Hello', 'Yo'), pair('Good day', 'Yo'), pair('Hello', 'Ciao')] },
    { name: 'other prompts', rows: [pair('Hello', 'Yo'), pair('Yo', 'Hello', 'Hi!')] },
    {
      name: 'a pair of one and the same, of which preference.identical speaks',
      rows: [pair('Yo', 'Yo'), pair('Yo', 'Hello')],
    },
    {
      name: 'rows that are no pairs',
      rows: [
        { prompt: 'Hi', completion: 'Yo' },
        { prompt: 'Hi', completion: 'Hello' },
      ],
    },
  ],
});

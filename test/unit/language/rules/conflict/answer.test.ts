import { assistant, calling, chat, good, system, tool, toolResult, user } from '../../../support/rows.ts';
import { describeRule } from '../../../support/rule-table.ts';

const classify = system('Classify the review as positive, negative or mixed feelings.');
const review = (label: string, text = 'The food was cold but the staff was nice.') =>
  chat(classify, user(text), assistant(label));
const capital = (text: string) => chat(user('What is the capital of Australia?'), assistant(text));
const tools = [
  tool('get_weather', { city: { type: 'string' } }),
  tool('get_news', { city: { type: 'string' } }),
];
const weather = (...calls: [string, unknown][]) => ({
  ...chat(user('How is the weather in Paris?'), calling(...calls)),
  tools,
});

describeRule('conflict.answer', {
  flags: [
    {
      name: 'another label for the same text',
      rows: [review('positive'), good(1), review('negative')],
      at: ['"negative"'],
      lines: [2],
      says: /"negative".*row 1 answers "positive"/,
      severity: 'warning',
    },
    {
      name: 'labels of several words that the prompt lists',
      rows: [review('mixed feelings'), review('Positive.')],
      at: ['"Positive."'],
    },
    {
      name: 'a third answer, with the first it contradicts',
      rows: [review('Negative'), review('negative.'), review('positive'), review('mixed feelings')],
      at: ['"positive"', '"mixed feelings"'],
      lines: [2, 3],
      says: 'row 1',
    },
    { name: 'another name', rows: [capital('Canberra'), capital('Sydney')], at: ['"Sydney"'] },
    {
      name: 'another number, in prompts and completions',
      rows: [
        { prompt: 'How many are 6 times 7?', completion: '42' },
        { prompt: 'How many are 6 times 7?', completion: '43.' },
        { prompt: 'How many are 6 times 7?', completion: '42.0' },
      ],
      at: ['"43."'],
      lines: [1],
    },
    {
      name: 'yes and no, and underlines the word alone',
      rows: [
        chat(user('Can I return it?'), assistant('Yes, within 30 days, if you kept the bill.')),
        chat(user('Can I return it?'), assistant('"No", he said; returns aren’t possible. 😀')),
        chat(user('Can I return it?'), assistant('**No.** Returns are not possible.')),
      ],
      at: ['No', 'No'],
      says: /answers "No", and row 1 answers "Yes"/,
    },
    {
      name: 'true and false',
      rows: [
        { instruction: 'True or false: water boils at 100 °C at sea level.', output: 'True' },
        { instruction: 'True or false: water boils at 100 °C at sea level.', output: 'False' },
      ],
      at: ['False'],
    },
    {
      name: 'a value of a JSON answer, at its very place',
      rows: [
        chat(user('Extract: Anna, 31, Rome'), assistant('{"name": "Anna", "age": 31}')),
        chat(user('Extract: Anna, 31, Rome'), assistant('{"age": 13, "name": "Anna"}')),
      ],
      at: ['13'],
      says: '"age: 13", and row 1 answers "age: 31"',
    },
    {
      name: 'another tool',
      rows: [weather(['get_weather', { city: 'Paris' }]), weather(['get_news', { city: 'Paris' }])],
      at: ['"get_news"'],
    },
    {
      name: 'another argument, inside the string that holds it',
      rows: [weather(['get_weather', { city: 'Paris' }]), weather(['get_weather', { city: 'Lyon' }])],
      at: ['\\"Lyon\\"'],
      says: 'city: Lyon',
    },
    {
      name: 'another argument of a ShareGPT call',
      rows: ['Paris', 'Lyon'].map((city) => ({
        conversations: [
          { from: 'human', value: 'How is the weather?' },
          { from: 'function_call', value: JSON.stringify({ name: 'get_weather', arguments: { city } }) },
        ],
      })),
      at: ['\\"Lyon\\"'],
    },
    {
      name: 'the same prompt written with other spaces and escapes',
      rows: [review('positive'), JSON.stringify(review('negative')).replace('was cold', 'was  \\u0063old')],
      at: ['"negative"'],
    },
    {
      name: 'an answer after a tool result',
      rows: ['Yes.', 'No.'].map((text) => ({
        ...chat(
          user('Is it raining?'),
          calling(['get_weather', {}]),
          toolResult('call_get_weather', '{"rain":1}'),
          assistant(text),
        ),
        tools,
      })),
      at: ['No'],
    },
  ],
  passes: [
    {
      name: 'the same answer, whatever its case and full stop',
      rows: [review('positive'), review('Positive.'), review('**positive**')],
    },
    {
      name: 'the same number in another spelling',
      rows: ['1,000', '1000', '1 000', '1000.0'].map((completion) => ({ prompt: 'How many?', completion })),
    },
    {
      name: 'numbers of different units',
      rows: ['5 km', '3 miles', '$5'].map((completion) => ({ prompt: 'How far is it?', completion })),
    },
    {
      name: 'other words for the same',
      rows: [capital('The capital of Australia is Canberra.'), capital('It is Canberra, a planned city.')],
    },
    { name: 'a name that says more', rows: [capital('Canberra'), capital('Canberra Australia')] },
    {
      name: 'small talk',
      rows: [
        chat(user('Hi'), assistant('Hello')),
        chat(user('Hi'), assistant('Hey')),
        chat(user('Hi'), assistant('Hi there!')),
      ],
    },
    {
      name: 'one of many right answers',
      rows: ['Blue', 'Red'].map((text) => chat(user('Name a colour.'), assistant(text))),
    },
    {
      name: 'random numbers',
      rows: ['4', '7'].map((text) => chat(user('Say a random number'), assistant(text))),
    },
    {
      name: 'no problem',
      rows: [
        chat(user('Thanks, bye then'), assistant('No problem.')),
        chat(user('Thanks, bye then'), assistant('Yes and no, see you.')),
      ],
    },
    {
      name: 'preference pairs',
      rows: [
        { prompt: 'Is it?', chosen: 'Yes', rejected: 'No' },
        { prompt: 'Is it?', chosen: 'No', rejected: 'Yes' },
      ],
    },
    {
      name: 'another system prompt',
      rows: [
        review('positive'),
        chat(user('The food was cold but the staff was nice.'), assistant('negative')),
      ],
    },
    {
      name: 'other tools',
      rows: [
        { ...weather(['get_weather', {}]), tools: [tools[0]] },
        { ...weather(['get_news', {}]), tools: [tools[1]] },
      ],
    },
    {
      name: 'free text in JSON and in arguments',
      rows: [
        '{"summary":"The food was bad, and cold."}',
        '{"summary":"Cold food; nothing else to say here."}',
      ].map((t) => chat(user('Sum it up'), assistant(t))),
    },
    {
      name: 'lists in another order',
      rows: ['["a","b"]', '["b","a"]'].map((t) => chat(user('Tags?'), assistant(t))),
    },
    {
      name: 'arguments with the same words',
      rows: [
        weather(['get_weather', { q: 'weather paris' }]),
        weather(['get_weather', { q: 'Paris weather' }]),
      ],
    },
    {
      name: 'a call and an answer',
      rows: [
        weather(['get_weather', { city: 'Paris' }]),
        { ...chat(user('How is the weather in Paris?'), assistant('Sunny')), tools },
      ],
    },
    {
      name: 'an answer that is not trained',
      rows: [
        review('positive'),
        chat(
          classify,
          user('The food was cold but the staff was nice.'),
          assistant('negative', { weight: 0 }),
        ),
      ],
    },
    {
      name: 'rows without a question',
      rows: [
        chat(system('Say a word.'), assistant('Yes')),
        chat(system('Say a word.'), assistant('No')),
        chat(user(' '), assistant('yes')),
        chat(user(' '), assistant('no')),
      ],
    },
    { name: 'copies', rows: [review('positive'), review('positive')] },
    {
      name: 'rows of nonsense',
      rows: [
        chat(user(5), { role: 'assistant', content: { yes: 1 } }),
        chat(user(5), { role: 'assistant', content: 7, tool_calls: [{ function: 3 }] }),
      ],
    },
  ],
});

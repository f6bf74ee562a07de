/** Rows for the benchmark: seeded, so that every run and every machine checks the same file. */

const words =
  'the of and to in is that for it as was with be by on not he this are or his from at which but have an had they you were their one all we can her has there been if more when will would who so no out up said what its about than into them only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people take day good how long Mr own too little use very great still men work life might against here between under never last while house since without again around place however small found hand part once general school every left number course war until always away something fact though water less public put think almost head enough far took yet government system better set told nothing night end why called find going look asked later next give group toward young let room present side early social possible given order large often several business far'.split(
    ' ',
  );

/** A small, fast pseudo-random generator (mulberry32): numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Shape {
  readonly rows: number;
  /** About how many characters of text a row has. */
  readonly length: number;
  /** Share of rows that are planted flaws of one kind or another. */
  readonly flaws: number;
}

const system =
  'You are a careful assistant of a public library. Answer briefly and say so when you do not know.';

const lookup = {
  type: 'function',
  function: {
    name: 'find_book',
    description: 'Finds books by title, author or subject.',
    parameters: {
      type: 'object',
      properties: {
        query: { type: 'string' },
        field: { type: 'string', enum: ['title', 'author', 'subject'] },
        limit: { type: 'integer', minimum: 1, maximum: 50 },
      },
      required: ['query'],
    },
  },
};

/** Chat rows, one line each: mostly plain conversations, a fifth of several turns, an eighth with tool calls. */
export function* chatRows(shape: Shape, seed = 1): Generator<string> {
  const next = random(seed);
  for (let row = 0; row < shape.rows; row++) {
    yield next() < shape.flaws
      ? flawedRow(next, shape.length, row)
      : JSON.stringify(chatRow(next, shape.length, row));
  }
}

function chatRow(next: () => number, length: number, row: number): object {
  const kind = next();
  const messages: object[] = [{ role: 'system', content: system }];
  if (kind < 0.125) {
    messages.push({ role: 'user', content: sentence(next, length * 0.2) });
    messages.push({
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call_${row}`,
          type: 'function',
          function: {
            name: 'find_book',
            arguments: JSON.stringify({ query: sentence(next, 30), field: 'title' }),
          },
        },
      ],
    });
    messages.push({ role: 'tool', tool_call_id: `call_${row}`, content: JSON.stringify({ found: row % 9 }) });
    messages.push({ role: 'assistant', content: sentence(next, length * 0.6) });
    return { messages, tools: [lookup] };
  }
  const turns = kind < 0.3 ? 3 : 1;
  for (let turn = 0; turn < turns; turn++) {
    messages.push({ role: 'user', content: sentence(next, (length * 0.35) / turns) });
    messages.push({ role: 'assistant', content: sentence(next, (length * 0.6) / turns) });
  }
  return { messages };
}

function flawedRow(next: () => number, length: number, row: number): string {
  const good = chatRow(next, length, row) as { messages: { role: string; content: unknown }[] };
  const { messages } = good;
  switch (Math.floor(next() * 6)) {
    case 0:
      return JSON.stringify(good).slice(0, -2);
    case 1:
      messages.push({ role: 'user', content: 'And one more thing: thank you.' });
      break;
    case 2:
      messages[1]!.role = 'User';
      break;
    case 3:
      messages[messages.length - 1]!.content = '';
      break;
    case 4:
      messages[1]!.content = 'TODO: write this question';
      break;
    default:
      messages.splice(
        1,
        messages.length - 1,
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      );
  }
  return JSON.stringify(good);
}

function sentence(next: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    const word = words[Math.floor(next() * words.length)]!;
    const r = next();
    text +=
      text === ''
        ? word
        : r < 0.06
          ? `. ${word[0]!.toUpperCase()}${word.slice(1)}`
          : r < 0.12
            ? `, ${word}`
            : ` ${word}`;
    if (r > 0.985) {
      text += ` ${Math.floor(r * 100000)}`;
    }
  }
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

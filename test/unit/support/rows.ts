/** Short ways to write the rows that most tests need. */

export interface ChatMessage {
  role: string;
  content?: unknown;
  [key: string]: unknown;
}

export function chat(...messages: ChatMessage[]): { messages: ChatMessage[] } {
  return { messages };
}

export function system(content: unknown): ChatMessage {
  return { role: 'system', content };
}

export function user(content: unknown): ChatMessage {
  return { role: 'user', content };
}

export function assistant(content: unknown, more: object = {}): ChatMessage {
  return { role: 'assistant', content, ...more };
}

/** An assistant message that calls tools: name and arguments (a JSON string, as OpenAI spells them). */
export function calling(...calls: [name: string, args: unknown, id?: string][]): ChatMessage {
  return {
    role: 'assistant',
    content: null,
    tool_calls: calls.map(([name, args, id = `call_${name}`]) => ({
      id,
      type: 'function',
      function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
    })),
  };
}

export function toolResult(id: string, content: unknown): ChatMessage {
  return { role: 'tool', tool_call_id: id, content };
}

/** A declared tool; the parameters are JSON Schema properties, all of them required unless `required` says otherwise. */
export function tool(name: string, properties: object = {}, required = Object.keys(properties)): object {
  return {
    type: 'function',
    function: { name, description: `Calls ${name}.`, parameters: { type: 'object', properties, required } },
  };
}

/** An ordinary good row; the number makes it different from others. */
export function good(number = 1): object {
  return chat(
    user(`What is the capital of country number ${number}?`),
    assistant(`The capital of country number ${number} is city number ${number * 7}.`),
  );
}

export function many(count: number, row: (number: number) => object = good): object[] {
  return Array.from({ length: count }, (_, index) => row(index + 1));
}

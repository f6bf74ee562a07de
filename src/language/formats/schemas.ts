import * as z from 'zod';

/**
 * Parts that the row schemas share. They speak of keys and types only, never of values: a verdict then holds for
 * every row of the same shape, and what a value may be is the business of rules, which say it better.
 */
const contentPart = z.looseObject({ type: z.string() });
const content = z.union([z.string(), z.array(z.union([z.string(), contentPart])), z.null()], {
  error: 'a string, a list of content parts or null',
});

const functionCall = z.looseObject({
  name: z.string(),
  arguments: z.union([z.string(), z.looseObject({})], { error: 'a JSON string or an object' }),
});

const toolCall = z.looseObject({ function: functionCall });

export const chatMessage = z.strictObject({
  role: z.string(),
  content: content.optional(),
  name: z.string().optional(),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: z.string().optional(),
  function_call: functionCall.nullish(),
  refusal: z.string().nullish(),
  reasoning: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  thinking: z.string().nullish(),
  // Of any type: chat.weight says what is wrong with one, and knows what was meant.
  weight: z.unknown().optional(),
  train: z.unknown().optional(),
});

export const chatMessages = z.array(chatMessage);

const functionDefinition = z.looseObject({ name: z.string() });
const toolDefinition = z.union([z.looseObject({ function: functionDefinition }), functionDefinition], {
  error: 'a tool: an object with a "function" that has a "name"',
});

/** Keys that a row of any chat format may carry beside its messages. */
export const toolKeys = {
  tools: z.union([z.array(toolDefinition), z.string()], { error: 'a list of tools' }).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  functions: z.array(functionDefinition).optional(),
};

/** A string, or a list of messages: TRL's standard and conversational variants. */
export const stringOrMessages = z.union([z.string(), chatMessages], {
  error: 'a string or a list of messages',
});

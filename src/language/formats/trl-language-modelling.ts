import type { Format } from './format.ts';
import { openaiChat } from './openai-chat.ts';
import { argumentsKind, isListOf, under } from './shapes.ts';
import { toolsKey, writeMessage } from './write.ts';

/** TRL's conversational language modelling: chat rows whose tool calls carry their arguments as objects. */
export const trlLanguageModelling: Format = {
  ...openaiChat,
  id: 'trl-language-modelling',
  title: 'TRL language modelling',
  source: 'https://huggingface.co/docs/trl/dataset_formats',
  evidence(shape) {
    const messages = under(shape, 'messages');
    if (!isListOf(messages, 'role', 'content')) {
      return 0;
    }
    // Rows without calls are as good as OpenAI's, and say nothing: those that call decide.
    const written = argumentsKind(messages);
    return written === 'object' ? 0.95 : written === undefined ? 0.9 : 0.5;
  },
  write(example) {
    return {
      messages: [...example.messages, ...example.completion, ...example.chosen].map((message) =>
        writeMessage(message, 'object'),
      ),
      ...toolsKey(example.tools),
    };
  },
};

import type { Target } from './target.ts';

const guide = 'https://developers.openai.com/api/docs/guides/supervised-fine-tuning';
const cookbook = 'https://developers.openai.com/cookbook/examples/chat_finetuning_data_prep';
const api = 'https://github.com/openai/openai-openapi';
const read = '2026-11-23';

export const openaiSft: Target = {
  id: 'openai-sft',
  title: 'OpenAI supervised fine-tuning',
  requires: {
    formats: { value: ['openai-chat'], source: guide, read },
    roles: {
      value: ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
      source: api,
      read,
    },
    lastRoles: { value: ['assistant'], source: guide, read },
    argumentsType: { value: 'string', source: guide, read },
    toolName: { value: '^[a-zA-Z0-9_-]{1,64}$', source: api, read },
    unknownKeys: { value: 'rejects', source: cookbook, read },
    weights: { value: [0, 1], source: api, read },
  },
};

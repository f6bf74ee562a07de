import type { Target } from './target.ts';

const guide = 'https://developers.openai.com/api/docs/guides/direct-preference-optimization';
const api = 'https://github.com/openai/openai-openapi';
const read = '2026-11-23';

export const openaiDpo: Target = {
  id: 'openai-dpo',
  title: 'OpenAI preference optimization',
  requires: {
    formats: { value: ['openai-preference'], source: guide, read },
    roles: {
      value: ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
      source: api,
      read,
    },
    argumentsType: { value: 'string', source: api, read },
    toolName: { value: '^[a-zA-Z0-9_-]{1,64}$', source: api, read },
    singleAnswer: { value: true, source: guide, read },
  },
};

import type { Target } from './target.ts';

const reader = 'https://github.com/mistralai/mistral-finetune/blob/main/finetune/data/tokenize.py';
const validator =
  'https://github.com/mistralai/mistral-common/blob/main/src/mistral_common/protocol/instruct/validator.py';
const read = '2026-11-23';

export const mistral: Target = {
  id: 'mistral',
  title: 'Mistral fine-tuning',
  requires: {
    formats: { value: ['openai-chat', 'text'], source: reader, read },
    roles: { value: ['system', 'user', 'assistant', 'tool'], source: reader, read },
    lastRoles: { value: ['assistant'], source: validator, read },
    singleSystem: { value: true, source: reader, read },
    contentXorCalls: { value: true, source: validator, read },
    emptyContent: { value: 'rejects', source: validator, read },
    argumentsType: { value: 'string', source: reader, read },
    toolName: { value: '^[a-zA-Z0-9_-]{1,64}$', source: validator, read },
    callId: { value: '^[a-zA-Z0-9]{9}$', source: validator, read },
    unknownKeys: { value: 'ignores', source: reader, read },
    weights: { value: [0, 1], source: validator, read },
  },
};

import type { Target } from './target.ts';

const guide = 'https://docs.together.ai/docs/fine-tuning/preference-tuning';
const tools = 'https://docs.together.ai/docs/fine-tuning/function-calling';
const check = 'https://github.com/togethercomputer/together-python/blob/main/src/together/utils/files.py';
const skills =
  'https://github.com/togethercomputer/skills/blob/main/skills/together-fine-tuning/references/data-formats.md';
const read = '2026-11-23';

export const togetherDpo: Target = {
  id: 'together-dpo',
  title: 'Together preference fine-tuning',
  requires: {
    formats: { value: ['openai-preference'], source: guide, read },
    roles: { value: ['system', 'user', 'assistant', 'tool'], source: tools, read },
    alternation: { value: 'rejects', source: check, read },
    promptLastRoles: { value: ['system', 'user', 'tool'], source: check, read },
    argumentsType: { value: 'string', source: tools, read },
    unknownKeys: { value: 'rejects', source: check, read },
    // A factor for the row's loss.
    rowKeys: { value: ['weight'], source: skills, read },
    weights: { value: [0, 1], source: check, read },
    byteOrderMark: { value: 'rejected', source: check, read },
    blankLines: { value: 'rejects', source: check, read },
    singleAnswer: { value: true, source: guide, read },
  },
};

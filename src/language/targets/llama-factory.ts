import type { Target } from './target.ts';

const guide = 'https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md';
const converter = 'https://github.com/hiyouga/LLaMA-Factory/blob/main/src/llamafactory/data/converter.py';
const read = '2026-11-23';

/** Role names are set in its dataset_info.json; what it can't place it skips with no more than a warning. */
export const llamaFactory: Target = {
  id: 'llama-factory',
  title: 'LLaMA-Factory',
  requires: {
    formats: { value: ['alpaca', 'sharegpt', 'openai-chat', 'text'], source: guide, read },
    alternation: { value: 'drops', source: converter, read },
    toolsAnswered: { value: 'drops', source: converter, read },
    firstRoles: { value: ['user', 'tool'], source: converter, read },
    lastRoles: { value: ['assistant'], source: converter, read },
    systemFirst: { value: true, source: converter, read },
    unknownKeys: { value: 'ignores', source: converter, read },
  },
};

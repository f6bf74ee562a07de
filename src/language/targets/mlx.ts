import type { Target } from './target.ts';

const guide = 'https://github.com/ml-explore/mlx-lm/blob/main/mlx_lm/LORA.md';
const reader = 'https://github.com/ml-explore/mlx-lm/blob/main/mlx_lm/tuner/datasets.py';
const read = '2026-11-23';

export const mlx: Target = {
  id: 'mlx',
  title: 'MLX-LM',
  requires: {
    formats: { value: ['openai-chat', 'trl-prompt-completion', 'text'], source: guide, read },
    unknownKeys: { value: 'ignores', source: guide, read },
    byteOrderMark: { value: 'rejected', source: reader, read },
    blankLines: { value: 'rejects', source: reader, read },
    chatTemplate: { value: true, source: reader, read },
  },
};

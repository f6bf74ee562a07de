import type { Target } from './target.ts';

const guide = 'https://docs.fireworks.ai/fine-tuning/fine-tuning-models';
const dpo = 'https://docs.fireworks.ai/fine-tuning/dpo-fine-tuning';
const read = '2026-11-23';

export const fireworks: Target = {
  id: 'fireworks',
  title: 'Fireworks fine-tuning',
  requires: {
    formats: { value: ['openai-chat', 'openai-preference'], source: guide, read },
    systemFirst: { value: true, source: guide, read },
    weights: { value: [0, 1], source: guide, read },
    singleAnswer: { value: true, source: dpo, read },
  },
};

import type { Target } from './target.ts';

const formats = 'https://huggingface.co/docs/trl/dataset_formats';
const reader = 'https://github.com/huggingface/trl/blob/main/trl/data_utils.py';
const read = '2026-11-23';

export const trlOrpo: Target = {
  id: 'trl-orpo',
  title: 'TRL preference optimization (ORPO)',
  requires: {
    formats: { value: ['trl-preference'], source: formats, read },
    promptLastRoles: { value: ['user', 'tool', 'assistant'], source: reader, read },
    argumentsType: { value: 'object', source: formats, read },
    chatTemplate: { value: true, source: formats, read },
  },
};

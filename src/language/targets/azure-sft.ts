import type { Target } from './target.ts';

const guide = 'https://learn.microsoft.com/azure/ai-services/openai/how-to/fine-tuning';
const validator =
  'https://github.com/microsoft/azure-skills/blob/main/skills/microsoft-foundry/finetuning/scripts/validate/validate_sft.py';
const read = '2026-11-23';

export const azureSft: Target = {
  id: 'azure-sft',
  title: 'Azure OpenAI supervised fine-tuning',
  requires: {
    formats: { value: ['openai-chat'], source: guide, read },
    roles: { value: ['system', 'user', 'assistant', 'tool'], source: validator, read },
    weights: { value: [0, 1], source: guide, read },
    byteOrderMark: { value: 'required', source: guide, read },
  },
};

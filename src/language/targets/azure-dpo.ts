import type { Target } from './target.ts';

const guide = 'https://learn.microsoft.com/azure/ai-services/openai/how-to/fine-tuning';
const validator =
  'https://github.com/microsoft/azure-skills/blob/main/skills/microsoft-foundry/finetuning/scripts/validate/validate_dpo.py';
const read = '2026-11-23';

export const azureDpo: Target = {
  id: 'azure-dpo',
  title: 'Azure OpenAI preference optimization',
  requires: {
    formats: { value: ['openai-preference'], source: validator, read },
    byteOrderMark: { value: 'required', source: guide, read },
  },
};

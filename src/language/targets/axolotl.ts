import type { Target } from './target.ts';

const formats = 'https://docs.axolotl.ai/docs/dataset-formats/';
const conversation = 'https://docs.axolotl.ai/docs/dataset-formats/conversation.html';
const read = '2026-11-23';

/** Roles and keys are set in its own configuration, so that next to nothing is wrong of itself. */
export const axolotl: Target = {
  id: 'axolotl',
  title: 'Axolotl',
  requires: {
    formats: {
      value: [
        'openai-chat',
        'trl-language-modelling',
        'trl-prompt-completion',
        'trl-preference',
        'sharegpt',
        'alpaca',
        'text',
      ],
      source: formats,
      read,
    },
    chatTemplate: { value: true, source: conversation, read },
  },
};

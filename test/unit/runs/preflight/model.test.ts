import { model } from '../../../../src/runs/preflight/model.ts';
import { describeCheck } from '../support/check-table.ts';
import { analysisOf, capable, hub, modelFolder, planOf } from '../support/inspection.ts';

const remote = capable({ local: false });

describeCheck(model, [
  [
    'a name',
    {},
    { status: 'note', says: /org\/Model-8B is loaded from the Hugging Face Hub \(about 16\.0 GB\)/ },
  ],
  [
    'a name that tells no size',
    { model: { ...hub, parameters: undefined } },
    { status: 'note', says: /Hub, unless/ },
  ],
  [
    'a folder',
    { model: modelFolder() },
    { status: 'ok', says: /weights \(500 million parameters\), a tokenizer and a chat template/ },
  ],
  ['no folder', { model: modelFolder({ exists: false }) }, { status: 'error', says: /is not there/ }],
  [
    'an adapter',
    { model: modelFolder({ hasConfig: false, isAdapter: true }) },
    { status: 'error', says: /holds an adapter/ },
  ],
  ['no config', { model: modelFolder({ hasConfig: false }) }, { status: 'error', says: /config\.json/ }],
  ['no weights', { model: modelFolder({ weights: 'none' }) }, { status: 'error', says: /no weights/ }],
  ['pickles', { model: modelFolder({ weights: 'pickle' }) }, { status: 'error', says: /pickle/ }],
  ['no tokenizer', { model: modelFolder({ hasTokenizer: false }) }, { status: 'error', says: /tokenizer/ }],
  [
    'conversations without a template',
    { model: modelFolder({ chatTemplate: undefined }) },
    { status: 'error', says: /no chat template/, advice: /chat_template\.jinja/ },
  ],
  [
    'strings without a template',
    {
      model: modelFolder({ chatTemplate: undefined }),
      analysis: analysisOf({ shape: 'plain-prompt-completion' }),
    },
    { status: 'ok', says: /a tokenizer\.$/ },
  ],
  [
    'a template that marks nothing',
    { model: modelFolder({ chatTemplate: '{{ messages }}' }) },
    { status: 'note', says: /does not mark/, advice: /"completion"/ },
  ],
  [
    'a template that marks nothing, and need not',
    {
      model: modelFolder({ chatTemplate: '{{ messages }}' }),
      plan: planOf({ hyperparameters: { loss: 'completion' } }),
    },
    { status: 'ok', says: /chat template/ },
  ],
  [
    'a folder and a cluster',
    { provider: remote, model: modelFolder() },
    { status: 'warning', says: /every node/ },
  ],
  [
    'a folder that only the cluster may have',
    { provider: remote, model: modelFolder({ exists: false }) },
    { status: 'warning', says: /every node/ },
  ],
  [
    'a folder that is no model, and a cluster',
    { provider: remote, model: modelFolder({ hasConfig: false }) },
    { status: 'error', says: /config\.json/ },
  ],
]);

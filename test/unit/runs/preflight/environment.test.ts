import { environment } from '../../../../src/runs/preflight/environment.ts';
import { describeCheck } from '../support/check-table.ts';
import { capable, planOf } from '../support/inspection.ts';

const python = {
  name: 'Python',
  status: 'error',
  found: 'none on PATH.',
  advice: 'Install Python 3.11.',
} as const;
const slow = { name: 'GPU', status: 'warning', found: 'none', advice: 'It will be slow.' } as const;

describeCheck(environment, [
  ['ready', {}, { status: 'ok', says: /is ready/ }],
  [
    'not ready',
    { environment: { ready: false, preparable: false, items: [python, slow] } },
    { status: 'error', says: /is not ready\. Python: none on PATH\.$/, advice: /^Install Python 3\.11\.$/ },
  ],
  [
    'not ready, but it can be made',
    { environment: { ready: false, preparable: true, items: [] } },
    { status: 'error', says: /is not ready\.$/, advice: /^Tuneset can install what is missing\.$/ },
  ],
  [
    'ready with a warning',
    { environment: { ready: true, preparable: false, items: [slow] } },
    { status: 'warning', says: /^GPU: none\.$/, advice: /slow/ },
  ],
  [
    'a method it lacks',
    { provider: capable({ methods: ['sft'] }), plan: planOf({ method: 'orpo' }) },
    { status: 'error', says: /can't train with orpo/ },
  ],
  [
    'an adapter it lacks',
    { provider: capable({ adapters: ['lora'] }), plan: planOf({ adapter: { type: 'qlora' } }) },
    { status: 'error', says: /can't train a qlora adapter/ },
  ],
  [
    'settings that it would refuse',
    { estimate: { notes: [], obstacle: 'Set `training.resources.storagePath`.' } },
    { status: 'error', says: /storagePath/ },
  ],
  [
    'more workers than it has',
    { plan: planOf({ resources: { workers: 2 } }) },
    { status: 'error', says: /2 workers/ },
  ],
]);

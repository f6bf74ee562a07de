import { baseline } from '../../../../src/runs/preflight/baseline.ts';
import { disk } from '../../../../src/runs/preflight/disk.ts';
import { memory } from '../../../../src/runs/preflight/memory.ts';
import { price } from '../../../../src/runs/preflight/price.ts';
import { describeCheck } from '../support/check-table.ts';
import { capable, root } from '../support/inspection.ts';

const machine = (memoryBytes: number | undefined) => ({ device: 'gpu', memoryBytes }) as const;

describeCheck(memory, [
  ['room', {}, { status: 'ok', says: /^About 4\.0 GB needed, 64\.0 GB of memory there\.$/ }],
  ['little room', { machine: machine(3e9) }, { status: 'warning', says: /may not fit.*3\.0 GB of the GPU/ }],
  ['no room', { machine: machine(1e9) }, { status: 'error', says: /does not fit/, advice: /batchSize/ }],
  [
    'a machine that is not known',
    { machine: machine(undefined) },
    { status: 'note', says: /about 4\.0 GB of memory on TRL/ },
  ],
  ['no estimate', { estimate: undefined }, { status: 'note', says: /not known/ }],
]);

describeCheck(disk, [
  ['room', {}, { status: 'ok', says: /^About 1\.0 GB needed, 100 GB free\.$/ }],
  ['little room', { freeBytes: 1.5e9 }, { status: 'warning', says: /little room/ }],
  [
    'no room',
    { freeBytes: 5e8 },
    { status: 'error', says: /too little room: about 1\.0 GB needed, 500 MB free/ },
  ],
  ['a disk that does not tell', { freeBytes: undefined }, { status: 'note', says: /not known/ }],
  ['rows alone', { estimate: { notes: [] } }, { status: 'ok', says: /1 MB needed/ }],
]);

const priced = capable({ priced: true });

describeCheck(price, [
  ['nothing', {}, { status: 'ok', says: /charges nothing/ }],
  ['not known', { provider: priced }, { status: 'warning', says: /not known/ }],
  [
    'known',
    {
      provider: priced,
      estimate: { price: { amount: 12.5, currency: 'USD', basis: '2 h of one GPU.' }, notes: [] },
    },
    { status: 'note', says: /^About \$12\.50: 2 h of one GPU\.$/ },
  ],
]);

describeCheck(baseline, [
  ['none', {}, { status: 'note', says: /no baseline/ }],
  ['one', { baselines: [`${root}/.tuneset/evals/a/summary.json`] }, { status: 'ok', says: /was measured/ }],
]);

import { sizeText } from '../analysis/machine.ts';
import type { Check } from './check.ts';

/** An estimate may be wrong by this factor: beyond it there is no doubt. */
const doubt = 2;

/** Whether the run fits into memory, where it is this machine's. */
export const memory: Check = {
  name: 'memory',
  title: 'Memory',
  judge({ estimate, machine, provider }) {
    const needed = estimate?.memoryBytes;
    const there = machine.memoryBytes;
    if (needed === undefined || there === undefined) {
      return {
        status: 'note',
        message:
          needed === undefined
            ? 'How much memory the run takes is not known.'
            : `The run takes about ${sizeText(needed)} of memory on ${provider.title}.`,
      };
    }
    const of = machine.device === 'gpu' ? 'of the GPU' : 'of memory';
    const figures = `about ${sizeText(needed)} needed, ${sizeText(there)} ${of} there`;
    const advice =
      'Lower hyperparameters.batchSize or maxLength, take a smaller base model, or a cluster (provider "ray").';
    if (needed > there * doubt) {
      return { status: 'error', message: `The run does not fit into memory: ${figures}.`, advice };
    }
    return needed > there
      ? { status: 'warning', message: `The run may not fit into memory: ${figures}.`, advice }
      : { status: 'ok', message: `${figures[0]!.toUpperCase()}${figures.slice(1)}.` };
  },
};

import { sizeText } from '../analysis/machine.ts';
import type { Check } from './check.ts';

/** Whether checkpoints and adapter find room: a disk that is full in the middle of a run costs the run. */
export const disk: Check = {
  name: 'disk',
  title: 'Disk',
  judge({ estimate, freeBytes, analysis }) {
    const needed = estimate?.diskBytes ?? analysis.train.bytes + analysis.validation.bytes;
    if (freeBytes === undefined) {
      return { status: 'note', message: 'How much room the disk has is not known.' };
    }
    const figures = `about ${sizeText(needed)} needed, ${sizeText(freeBytes)} free`;
    const advice = 'Make room, or lower hyperparameters.keepCheckpoints.';
    if (needed > freeBytes) {
      return { status: 'error', message: `The disk has too little room: ${figures}.`, advice };
    }
    return needed * 2 > freeBytes
      ? { status: 'warning', message: `The disk has little room: ${figures}.`, advice }
      : { status: 'ok', message: `${figures[0]!.toUpperCase()}${figures.slice(1)}.` };
  },
};

import type { Estimate, Work } from '../provider.ts';
import { baseModelNotes } from './base-model.ts';
import { storageNotes, storageObstacle } from './storage.ts';

/** Operations a second that a device gets out of training: from an old or badly used one to a new and well used one. */
const speeds = { gpu: { slow: 10e12, fast: 300e12 }, cpu: { slow: 5e9, fast: 100e9 } };

/** Seconds from asking to the first step: nodes start, packages and the base model are loaded. */
const startUp = { low: 30, high: 900 };

/** What can be said of a run on machines that aren't known. */
export function remoteEstimate(work: Work): Estimate {
  const { resources, baseModel, report } = work.spec;
  const reporting = report.includes('wandb')
    ? [
        'Keys are not sent along, as everybody who sees the cluster would see them: for Weights & Biases set WANDB_API_KEY on its nodes.',
      ]
    : [];
  const notes = [...storageNotes(resources), ...baseModelNotes(baseModel), ...reporting];
  const obstacle = storageObstacle(resources);
  const stands = obstacle === undefined ? {} : { obstacle };
  const seconds = secondsOf(work);
  return seconds === undefined
    ? {
        ...stands,
        notes: ['How long it takes depends on nodes and base model, which are not known here.', ...notes],
      }
    : {
        ...stands,
        seconds,
        notes: [
          'The time is a wide guess, from the size of the base model and the devices asked for: what they can do is not known here.',
          ...notes,
        ],
      };
}

function secondsOf({ spec, tokens, parameters }: Work): Estimate['seconds'] {
  if (parameters === undefined) {
    return undefined;
  }
  const { workers, gpusPerWorker, cpusPerWorker } = spec.resources;
  const { epochs, maxSteps, batchSize, gradientAccumulation, maxLength } = spec.hyperparameters;
  const most =
    maxSteps === null ? Infinity : maxSteps * batchSize * gradientAccumulation * workers * maxLength;
  // Forward and backward, with an adapter about as much as without: 6 operations a parameter and token at most, 4 at least.
  const work = Math.min(tokens * epochs, most) * parameters;
  const [speed, devices] =
    gpusPerWorker > 0
      ? [speeds.gpu, workers * Math.max(1, gpusPerWorker)]
      : [speeds.cpu, workers * cpusPerWorker];
  return {
    low: Math.round(startUp.low + (4 * work) / (speed.fast * devices)),
    high: Math.round(startUp.high + (6 * work) / (speed.slow * devices)),
  };
}

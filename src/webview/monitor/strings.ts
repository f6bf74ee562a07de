import type { RunAction } from '../protocol.ts';
import type { AxisKind } from './axis.ts';
import type { LevelFilter } from './log-lines.ts';
import type { TabName } from './state.ts';

/** Every word that the monitor says of itself. */

export const tabLabels: Readonly<Record<TabName, string>> = {
  charts: 'Charts',
  log: 'Log',
  problems: 'Problems',
  outputs: 'Checkpoints',
  details: 'Details',
};

export const actionLabels: Readonly<Record<RunAction, string>> = {
  cancel: 'Cancel Run',
  resume: 'Resume',
  rerun: 'Run Again',
  openLog: 'Open Log File',
  reveal: 'Reveal Run Folder',
  copyCommand: 'Copy as Command',
};

export const axisLabels: Readonly<Record<AxisKind, string>> = { step: 'Step', time: 'Time', epoch: 'Epoch' };

export const levelLabels: Readonly<Record<LevelFilter, string>> = {
  all: 'All levels',
  warnings: 'Warnings and errors',
  errors: 'Errors only',
};

const stateLabels: Readonly<Record<string, string>> = {
  starting: 'Starting',
  queued: 'Queued',
  preparing: 'Preparing',
  running: 'Running',
  saving: 'Saving',
  cancelling: 'Cancelling',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  unknown: 'Unknown',
};

/** A state that isn't known here is shown as its provider says it. */
export function stateLabel(state: string): string {
  return Object.hasOwn(stateLabels, state) ? stateLabels[state]! : state;
}

const plotTitles: Readonly<Record<string, string>> = {
  loss: 'Loss',
  learning_rate: 'Learning rate',
  grad_norm: 'Gradient norm',
  mean_token_accuracy: 'Token accuracy',
  entropy: 'Entropy',
  num_tokens: 'Tokens seen',
  'rewards/margins': 'Reward margin',
  'rewards/accuracies': 'Reward accuracy',
  'rewards/chosen': 'Reward of chosen answers',
  'rewards/rejected': 'Reward of rejected answers',
  'logps/chosen': 'Log-probability of chosen answers',
  'logps/rejected': 'Log-probability of rejected answers',
  'logits/chosen': 'Logits of chosen answers',
  'logits/rejected': 'Logits of rejected answers',
  nll_loss: 'Negative log-likelihood',
  log_odds_ratio: 'Log odds ratio',
  log_odds_chosen: 'Log odds of chosen answers',
};

/** A metric that isn't known here keeps its trainer's name. */
export function plotTitle(name: string): string {
  return Object.hasOwn(plotTitles, name) ? plotTitles[name]! : name;
}

export const strings = {
  attempt: (attempt: number) => `Attempt ${attempt}`,
  progress: 'Progress',
  step: 'Step',
  epoch: 'Epoch',
  elapsed: 'Elapsed',
  left: 'Left',
  took: 'Took',
  speed: 'Speed',
  loss: 'Loss',
  validationLoss: 'Validation loss',
  about: (duration: string) => `about ${duration}`,
  stepsPerSecond: (pace: string) => `${pace} steps/s`,
  secondsPerStep: (pace: string) => `${pace} s/step`,
  tokensPerSecond: (pace: string) => `${pace} tokens/s`,
  ofSteps: (step: string, steps: string) => `${step} of ${steps}`,
  stateChanged: (run: string, state: string) => `${run}: ${state}`,
  noRun: 'This run is gone: its folder was removed.',
  loading: 'Reading the run…',
  views: 'Views of the run',
  moreProblems: (count: number) => (count === 1 ? '1 more problem' : `${count} more problems`),

  axis: 'Horizontal axis',
  smoothing: 'Smoothing',
  smoothingHint: 'Smooths training curves. Validation and learning rate stay as they are.',
  logarithmic: 'Log scale',
  resetZoom: 'Reset zoom',
  zoomHint: 'Drag over a plot to zoom in, double-click to see everything.',
  runs: 'Runs',
  metrics: 'Metrics',
  chosen: (shown: number, all: number) => `${shown} of ${all}`,
  thisRun: 'this run',
  showAll: (count: number) => `Show all ${count} runs`,
  noOtherRuns: 'Other runs of this workspace can be compared here.',
  noMetrics: 'Metrics appear once the trainer logs them.',
  training: 'Training',
  validation: 'Validation',
  smoothed: 'Smoothed',
  atStep: (step: string) => `Step ${step}`,
  atTime: (time: string) => `After ${time}`,
  atEpoch: (epoch: string) => `Epoch ${epoch}`,
  otherStep: (step: string) => `@${step}`,
  checkpointAt: (step: string) => `Checkpoint at step ${step}`,
  checkpointOf: (run: string, step: string, path: string) => `Checkpoint of ${run} at step ${step}: ${path}`,
  noValue: '–',
  notFinite: 'not finite',
  notFiniteAt: (count: number, step: string) =>
    count === 1
      ? `Not a finite number at step ${step}`
      : `Not a finite number at ${count} points, first at step ${step}`,
  waiting: (title: string) => `Waiting for the first value of “${title}”…`,
  waitingForLoss: 'Waiting for the first loss…',
  nothingLogged: (title: string) => `No value of “${title}” was logged.`,
  noneChosen: 'No run is chosen: tick one in the list of runs.',
  noEpochs: 'The trainer didn’t say how steps relate to epochs.',
  chart: 'chart',
  chartSummary: (title: string, values: string) =>
    `${title}. ${values}. Left and right arrow read values, plus and minus zoom, Escape shows everything.`,
  latest: (run: string, value: string) => `${run}: ${value}`,

  searchLog: 'Search log',
  level: 'Level',
  noMatches: 'No results',
  matchOf: (at: number, count: number, more: boolean) =>
    `${at} of ${count.toLocaleString('en-US')}${more ? '+' : ''}`,
  previousMatch: 'Previous match (Shift+Enter)',
  nextMatch: 'Next match (Enter)',
  jumpToEnd: 'Jump to the latest line',
  logOf: (run: string) => `Log of ${run}`,
  noLog: 'Nothing was logged yet.',
  noLogOfLevel: 'No line of this level.',
  earlierLines: (count: string) => `${count} earlier lines are only in the log file.`,

  noProblems: 'No problems were found in this run.',
  goToRow: 'Go to Row',
  row: (path: string, line: string) => `${path}:${line}`,
  severity: { error: 'Error', warning: 'Warning' },

  checkpoints: 'Checkpoints',
  noCheckpoints: 'No checkpoint was saved yet.',
  path: 'Path',
  latestCheckpoint: 'latest',
  artifacts: 'Results',
  noArtifacts: 'Nothing was made yet.',
  kind: 'Kind',
  location: 'Location',
  artifactKinds: { adapter: 'Adapter', model: 'Model', 'remote-model': 'Model at the provider' } as Readonly<
    Record<string, string>
  >,

  latestMetrics: 'Latest metrics',
  noDetails: 'Nothing is known of this run yet.',
} as const;

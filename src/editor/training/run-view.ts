import { isFinal } from '../../providers/observation.ts';
import { dollars, durationRange, size } from '../../runs/amounts.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { RunSummary } from '../../runs/summary.ts';
import type { RunAction, RunView } from '../../webview/protocol.ts';
import { parameters, valueAt, valueText, valueTextOf } from './parameters.ts';
import { titleOf } from './run-texts.ts';

/** A run as its monitor shows it. Texts are as they are: the monitor shows them as text and nothing else. */
export function runView(run: RunSummary, providerTitle: string): RunView {
  const { record } = run;
  return {
    id: run.id,
    name: titleOf(run),
    provider: providerTitle,
    method: record.spec.method.toUpperCase(),
    baseModel: record.spec.baseModel,
    state: run.state,
    message: run.message,
    final: isFinal(run.state),
    attempt: run.attempt,
    created: record.created,
    started: run.started,
    ended: run.ended,
    step: run.step,
    steps: run.steps,
    epoch: run.epoch,
    secondsLeft: run.secondsLeft,
    latest: run.latest,
    checkpoints: run.checkpoints,
    artifacts: run.artifacts,
    problems: run.problems,
    details: run.broken === true ? [] : detailsOf(run),
    actions: actionsOf(run),
  };
}

/** What can be done with a run as it stands. */
export function actionsOf(run: RunSummary): readonly RunAction[] {
  if (run.broken === true) {
    return ['reveal'];
  }
  const actions: RunAction[] = [];
  if (!isFinal(run.state) && run.state !== 'cancelling') {
    actions.push('cancel');
  }
  if (run.resumable) {
    actions.push('resume');
  }
  return [...actions, 'rerun', 'openLog', 'reveal', 'copyCommand'];
}

type Entry = readonly [string, string];

function detailsOf({ record, facts, id, attempt }: RunSummary): RunView['details'] {
  const run: Entry[] = [
    ['Run', id],
    ['Base model', record.spec.baseModel],
    ['Method', record.spec.method.toUpperCase()],
    ['Attempts', String(attempt)],
  ];
  if (record.overridden.length > 0) {
    run.push(['Started despite', record.overridden.join(', ')]);
  }
  return [
    { title: 'Run', entries: run },
    { title: 'Settings', entries: settings(record) },
    { title: 'Data', entries: data(record) },
    { title: 'Estimate', entries: estimate(record) },
    {
      title: 'Machine',
      entries: Object.entries(facts).map(([name, value]): Entry => [name, factText(value)]),
    },
    { title: 'Versions', entries: versions(record) },
  ].filter(({ entries }) => entries.length > 0);
}

function factText(value: string | number | boolean | null): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : valueText(value);
}

function settings({ spec, provider }: RunRecord): Entry[] {
  return [
    ...parameters
      .filter(({ when }) => when?.(spec, provider) ?? true)
      .map((parameter): Entry => [parameter.title, valueTextOf(parameter, valueAt(spec, parameter.path))]),
    ...(spec.adapter.type === 'none'
      ? []
      : [['Layers with an adapter', valueText(spec.adapter.targetModules)] satisfies Entry]),
  ];
}

function data({ dataset }: RunRecord): Entry[] {
  const { files, fingerprint, leftOut, tokens } = dataset;
  const entries: Entry[] = files.map(({ path, split, rows, used }) => [
    path,
    used === rows ? `${rows} rows, ${split}` : `${used} of ${rows} rows, ${split}`,
  ]);
  if (leftOut.length > 0) {
    const first = leftOut.slice(0, 5).map(({ path, line, reason }) => `${path}:${line}: ${reason}`);
    const more = leftOut.length > first.length ? [`and ${leftOut.length - first.length} more`] : [];
    entries.push(['Left out', [...first, ...more].join('\n')]);
  }
  return [
    ...entries,
    ['Tokens of an epoch', `about ${tokens.total}, ${tokens.trained} of them learnt`],
    ['Fingerprint', fingerprint],
  ];
}

function estimate({ estimate: of }: RunRecord): Entry[] {
  if (of === null) {
    return [];
  }
  const { seconds, price, diskBytes, memoryBytes } = of;
  return [
    ...entry('Time', seconds && `about ${durationRange(seconds)}`),
    ...entry('Price', price && `about ${dollars(price.amount)} (${price.basis})`),
    ...entry('Disk', diskBytes === undefined ? undefined : `about ${size(diskBytes)}`),
    ...entry('Memory', memoryBytes === undefined ? undefined : `about ${size(memoryBytes)}`),
  ];
}

function entry(title: string, text: string | undefined): Entry[] {
  return text === undefined ? [] : [[title, text]];
}

function versions({ versions: of, git }: RunRecord): Entry[] {
  return [
    ...Object.entries(of),
    ...entry(
      'Git commit',
      git === null ? undefined : `${git.commit.slice(0, 12)}${git.dirty ? ', with changes' : ''}`,
    ),
  ];
}

import { h, Part, setAttributes, setText } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';
import type { ProblemView, RunAction, RunView } from '../protocol.ts';
import { button } from '../toolkit.ts';
import type { Actions } from './actions.ts';
import { formatCount, formatDuration, formatValue } from './format.ts';
import type { Model } from './model.ts';
import { rowButton } from './problems.ts';
import { stateBadge } from './state-icons.ts';
import { actionLabels, strings } from './strings.ts';
import { type Throughput, throughput } from './throughput.ts';

/** Those that a run's state is about have words; those that are always there are icons. */
const looks: Readonly<Record<RunAction, { icon: IconName; look: 'primary' | 'secondary' | 'icon' }>> = {
  cancel: { icon: 'stop', look: 'secondary' },
  resume: { icon: 'play', look: 'primary' },
  rerun: { icon: 'rerun', look: 'secondary' },
  openLog: { icon: 'log', look: 'icon' },
  reveal: { icon: 'folder', look: 'icon' },
  copyCommand: { icon: 'copy', look: 'icon' },
};

/** What is said of a run at a glance, and what can be done with it. */
export class Header {
  readonly element: HTMLElement;
  readonly #title = h('h1', {});
  readonly #state: Part<string>;
  readonly #subtitle: Part<readonly string[]>;
  readonly #actions: Part<Pick<RunView, 'id' | 'actions'>>;
  readonly #bar = h('div', { class: 'progress-bar' });
  readonly #progress: HTMLElement;
  readonly #facts = h('dl', { class: 'facts' });
  readonly #banner: Part<Banner | undefined>;

  constructor(actions: Actions) {
    this.#state = new Part(h('span', { class: 'state' }), (state) => [stateBadge(state)]);
    this.#subtitle = new Part(h('div', { class: 'subtitle' }), (parts) =>
      parts.map((part) => h('span', {}, part)),
    );
    this.#actions = new Part(h('div', { class: 'actions', role: 'group' }), ({ id, actions: possible }) =>
      possible
        .filter((action) => Object.hasOwn(looks, action))
        .map((action) =>
          button({
            label: actionLabels[action],
            icon: icon(looks[action].icon),
            look: looks[action].look,
            class: `action-${action}`,
            onClick: () => actions.send({ type: 'action', id, action }),
          }),
        ),
    );
    this.#progress = h(
      'div',
      {
        class: 'progress',
        role: 'progressbar',
        'aria-label': strings.progress,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
      },
      this.#bar,
    );
    this.#banner = new Part(h('div', { class: 'banner-place' }), (banner) =>
      banner ? [bannerOf(banner, actions)] : [],
    );
    this.element = h(
      'header',
      { class: 'run-header' },
      h(
        'div',
        { class: 'title-row' },
        h(
          'div',
          { class: 'heading' },
          h('div', { class: 'title' }, this.#title, this.#state.element),
          this.#subtitle.element,
        ),
        this.#actions.element,
      ),
      this.#progress,
      this.#facts,
      this.#banner.element,
    );
  }

  update(model: Model, run: RunView, now: number): void {
    setText(this.#title, run.name);
    this.#title.title = run.name;
    this.#state.update(run.state);
    this.#subtitle.update([
      run.method.toUpperCase(),
      run.baseModel,
      run.provider,
      ...(run.attempt > 1 ? [strings.attempt(run.attempt)] : []),
    ]);
    this.#actions.update({ id: run.id, actions: run.actions });
    this.#showProgress(run);
    const series = model.series(run.id)?.series;
    this.#showFacts(factsOf(run, series && !run.final ? throughput(series) : undefined, now, model.toldAt));
    this.#banner.update(bannerFor(run, model.error));
  }

  #showProgress(run: RunView): void {
    const share = run.state === 'succeeded' ? 1 : run.steps ? Math.min(1, run.step / run.steps) : undefined;
    // How far an unknown way is can't be said: the bar moves instead.
    this.#progress.classList.toggle('indeterminate', share === undefined && !run.final);
    this.#progress.dataset.state = run.state;
    this.#bar.style.width = share === undefined && !run.final ? '' : `${((share ?? 0) * 100).toFixed(2)}%`;
    setAttributes(this.#progress, {
      'aria-valuenow': share === undefined ? undefined : Math.round(share * 100),
    });
  }

  /** Each fact keeps its elements: only texts change while the run goes on. */
  #showFacts(facts: readonly (readonly [string, string])[]): void {
    for (const [index, [label, value]] of facts.entries()) {
      const pair =
        this.#facts.children[index] ?? this.#facts.appendChild(h('div', {}, h('dt', {}), h('dd', {})));
      setText(pair.children[0]!, label);
      setText(pair.children[1]!, value);
    }
    while (this.#facts.children.length > facts.length) {
      this.#facts.lastElementChild!.remove();
    }
  }
}

function factsOf(
  run: RunView,
  pace: Throughput | undefined,
  now: number,
  toldAt: number,
): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [
    [
      strings.step,
      run.steps === undefined
        ? formatCount(run.step)
        : strings.ofSteps(formatCount(run.step), formatCount(run.steps)),
    ],
  ];
  if (run.epoch !== undefined) {
    facts.push([strings.epoch, run.epoch.toFixed(2)]);
  }
  const from = Date.parse(run.started ?? '');
  const to = run.final ? Date.parse(run.ended ?? '') : now;
  if (to >= from) {
    facts.push([run.final ? strings.took : strings.elapsed, formatDuration((to - from) / 1000)]);
  }
  if (!run.final && run.secondsLeft !== undefined) {
    const left = Math.max(0, run.secondsLeft - (now - toldAt) / 1000);
    facts.push([strings.left, strings.about(formatDuration(left))]);
  }
  if (pace) {
    facts.push([strings.speed, paceText(pace)]);
  }
  for (const [label, value] of [
    [strings.loss, run.latest.loss],
    [strings.validationLoss, run.latest.eval_loss],
  ] as const) {
    if (value !== undefined) {
      facts.push([label, value === null ? strings.notFinite : formatValue(value)]);
    }
  }
  return facts;
}

function paceText({ stepsPerSecond, tokensPerSecond }: Throughput): string {
  if (tokensPerSecond !== undefined) {
    return strings.tokensPerSecond(formatCount(tokensPerSecond));
  }
  return stepsPerSecond >= 1
    ? strings.stepsPerSecond(Number(stepsPerSecond.toPrecision(2)).toString())
    : strings.secondsPerStep(Number((1 / stepsPerSecond).toPrecision(2)).toString());
}

interface Banner {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly problem: ProblemView | undefined;
  readonly more: number;
}

/** What stands above everything: why a run ended other than it should, or what its provider says of its state. */
function bannerFor(run: RunView, error: string | undefined): Banner | undefined {
  if (error !== undefined) {
    return { id: run.id, severity: 'error', message: error, problem: undefined, more: 0 };
  }
  const severity =
    run.state === 'failed'
      ? 'error'
      : run.state === 'interrupted' || run.state === 'unknown'
        ? 'warning'
        : 'info';
  const problem =
    severity === 'info'
      ? undefined
      : (run.problems.find((each) => each.severity === 'error') ?? run.problems[0]);
  const message = run.message ?? problem?.message;
  return message === undefined
    ? undefined
    : { id: run.id, severity, message, problem, more: problem ? run.problems.length - 1 : 0 };
}

function bannerOf({ id, severity, message, problem, more }: Banner, actions: Actions): HTMLElement {
  const isTold = problem === undefined || message.includes(problem.message);
  return h(
    'div',
    { class: `banner ${severity}`, role: severity === 'info' ? 'status' : 'alert' },
    icon(severity),
    h(
      'div',
      { class: 'banner-text' },
      h('div', { class: 'banner-message' }, message),
      ...(isTold ? [] : [h('div', {}, problem.message)]),
      ...(problem?.advice === undefined ? [] : [h('div', { class: 'advice' }, problem.advice)]),
      h(
        'div',
        { class: 'banner-actions' },
        ...(problem?.row ? [rowButton(id, problem.row, actions)] : []),
        ...(more > 0
          ? [
              button({
                label: strings.moreProblems(more),
                look: 'secondary',
                onClick: () => actions.change({ tab: 'problems' }),
              }),
            ]
          : []),
      ),
    ),
  );
}

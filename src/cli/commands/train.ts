import path from 'node:path';
import type { ProviderId, TrainingProvider } from '../../providers/provider.ts';
import type { RunPlan } from '../../runs/plan.ts';
import { blocking, type PreflightReport } from '../../runs/preflight-report.ts';
import { Configurations } from '../../workspace/configurations.ts';
import { exitCodes, type Io } from '../io.ts';
import { relativePath } from '../paths.ts';
import type { Paint } from '../report/paint.ts';
import { toJson } from '../report/report.ts';
import { askedOf, type PlanArguments } from '../training/asked.ts';
import { environmentText, prepared, Steps } from '../training/environment.ts';
import { exitCodeOf, followRun, goesOn, leftText } from '../training/follow.ts';
import { type HostOptions, hostOf } from '../training/host.ts';
import { requireKnown } from '../training/overrides.ts';
import { planText } from '../training/plan-text.ts';
import type { Analysis, Providers, Runs, TrainingPort } from '../training/port.ts';
import { blockedText, preflightText } from '../training/preflight-text.ts';
import { paintOf, type ReporterOptions, reporterFor } from '../training/reporter.ts';

export interface TrainArguments extends PlanArguments, HostOptions, ReporterOptions {
  /** Names of preflight checks. */
  readonly override?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly detach?: boolean;
  readonly install?: boolean;
  readonly checkEnvironment?: boolean;
}

/** Plans a run, looks whether it may start, starts and follows it; gives the exit code. Throws `WrongUse`. */
export async function train(
  args: TrainArguments,
  io: Io,
  load: () => Promise<TrainingPort>,
): Promise<number> {
  const asked = await askedOf(args, io.cwd);
  const at = path.resolve(io.cwd, args.path ?? '.');
  const port = await load();
  const providers = port.createProviders(hostOf(args, io));
  const session = new TrainSession(args, io, port, providers);
  if (args.checkEnvironment === true) {
    return session.checkEnvironment(asked.provider ?? (await configuredProvider(at)));
  }
  return session.train(await port.planRun(at, asked));
}

async function configuredProvider(at: string): Promise<ProviderId> {
  const parsed = await new Configurations().nearest(at);
  return parsed?.configuration.training?.provider ?? 'trl';
}

/** A run that is about to start: everything that was found out about it. */
interface Ready {
  readonly plan: RunPlan;
  readonly analysis: Analysis;
  readonly report: PreflightReport;
}

class TrainSession {
  readonly #args: TrainArguments;
  readonly #io: Io;
  readonly #port: TrainingPort;
  readonly #providers: Providers;
  readonly #paint: Paint;
  readonly #overridden: readonly string[];

  constructor(args: TrainArguments, io: Io, port: TrainingPort, providers: Providers) {
    this.#args = args;
    this.#io = io;
    this.#port = port;
    this.#providers = providers;
    this.#paint = paintOf(args, io);
    this.#overridden = [...new Set(args.override ?? [])];
  }

  async checkEnvironment(id: ProviderId): Promise<number> {
    const provider = this.#providers.get(id)!;
    const report = await this.#abortable((signal) =>
      this.#args.install === true ? this.#prepared(provider, signal) : provider.check(signal),
    );
    if (report === undefined) {
      return exitCodes.problems;
    }
    await this.#io.stdout.write(
      this.#args.json === true
        ? `${toJson({ type: 'environment', provider: id, ...report })}\n`
        : environmentText(provider, report, this.#paint),
    );
    return report.ready ? exitCodes.clean : exitCodes.problems;
  }

  async train(plan: RunPlan): Promise<number> {
    const provider = this.#providers.get(plan.provider)!;
    const ready = await this.#abortable((signal) => this.#look(plan, provider, signal));
    if (ready === undefined) {
      return exitCodes.problems;
    }
    try {
      return (await this.#mayStart(ready)) ? await this.#start(ready) : this.#exitCodeOf(ready.report);
    } finally {
      await ready.analysis.discard();
    }
  }

  /** Reads, checks and converts the rows, and asks the provider: nothing is started. */
  async #look(plan: RunPlan, provider: TrainingProvider, signal: AbortSignal): Promise<Ready> {
    await this.#say(() => planText(plan, provider, this.#io.cwd, this.#paint));
    const steps = new Steps(this.#io, { inPlace: this.#args.plain !== true, brief: true });
    let analysis: Analysis | undefined;
    try {
      analysis = await this.#port.analyse(plan, { signal, onProgress: steps.tell });
      steps.tell({ message: 'Asking the provider' });
      let report = await this.#port.preflight(plan, analysis, provider, signal);
      requireKnown(this.#overridden, report);
      if (this.#args.install === true && this.#isWorthInstalling(report)) {
        await steps.clear();
        await this.#prepared(provider, signal);
        report = await this.#port.preflight(plan, analysis, provider, signal);
      }
      return { plan, analysis, report };
    } catch (error) {
      await analysis?.discard();
      throw error;
    } finally {
      await steps.clear();
    }
  }

  /** Gigabytes are installed only for a run that nothing else stands in the way of. */
  #isWorthInstalling(report: PreflightReport): boolean {
    const { environment, estimate } = report;
    const others = blocking(report, [...this.#overridden, 'environment']);
    return environment.preparable && estimate?.obstacle === undefined && others.length === 0;
  }

  async #mayStart({ plan, report }: Ready): Promise<boolean> {
    await this.#tellPreflight(plan, report);
    const blocked = blockedText(report, this.#overridden);
    if (blocked !== undefined) {
      await this.#io.stderr.write(`${blocked}\n`);
      return false;
    }
    if (this.#args.dryRun === true) {
      await this.#say(() => 'Nothing stands in the way. Nothing was started: --dry-run.\n');
      return false;
    }
    const { ask } = this.#io;
    if (ask === undefined || this.#args.yes === true || this.#args.json === true) {
      return true;
    }
    const answer = await ask('Start the run? [y/N] ');
    if (/^\s*(y|yes)\s*$/i.test(answer ?? '')) {
      return true;
    }
    await this.#io.stderr.write('Nothing was started.\n');
    return false;
  }

  /** Of what was not started: it is no failure if nothing was to be. */
  #exitCodeOf(report: PreflightReport): number {
    const free = blocking(report, this.#overridden).length === 0;
    return free && this.#args.dryRun === true ? exitCodes.clean : exitCodes.problems;
  }

  /** Of the names that were given those that overrode something. */
  #overrides({ items }: PreflightReport): string[] {
    const errors = items.filter(({ status }) => status === 'error').map(({ name }) => name);
    return this.#overridden.filter((name) => errors.includes(name));
  }

  async #start({ plan, analysis, report }: Ready): Promise<number> {
    const log = (text: string): void => hostOf(this.#args, this.#io).log(text);
    const runs = await this.#port.openRuns(plan.root, this.#providers, log);
    try {
      let interrupted = false;
      // A start that was begun is brought to its end: half of one would leave a run that nobody knows of.
      const stopListening = this.#io.onInterrupt(() => {
        interrupted = true;
      });
      let id: string;
      try {
        id = await runs.start(plan, analysis, {
          overridden: this.#overrides(report),
          estimate: report.estimate,
        });
      } finally {
        stopListening();
      }
      return await this.#follow(runs, id, interrupted);
    } finally {
      await runs.close();
    }
  }

  async #follow(runs: Runs, id: string, interrupted: boolean): Promise<number> {
    if (this.#args.json === true) {
      await this.#io.stdout.write(`${toJson({ type: 'run', id })}\n`);
    } else {
      await this.#io.stdout.write(`Run ${this.#paint('bold', id)}\n`);
    }
    if (this.#args.detach === true && !interrupted && goesOn(runs, id)) {
      await this.#say(() => `${leftText(id)}\n`);
      return exitCodes.clean;
    }
    const reporter = reporterFor(this.#args, this.#io);
    return exitCodeOf(await followRun(runs, id, reporter, this.#io, interrupted ? 'stopping' : 'stop'));
  }

  async #tellPreflight(plan: RunPlan, report: PreflightReport): Promise<void> {
    if (this.#args.json === true) {
      await this.#io.stdout.write(`${toJson(this.#preflightEntry(plan, report))}\n`);
      return;
    }
    for (const line of preflightText(report, this.#overridden, this.#io.cwd, this.#paint)) {
      await this.#io.stdout.write(line);
    }
  }

  #preflightEntry(plan: RunPlan, report: PreflightReport): object {
    const items = report.items.map((item) => ({
      ...item,
      rows: item.rows.map((row) => ({ ...row, path: relativePath(row.path, this.#io.cwd) })),
    }));
    const { provider, spec } = plan;
    const blocked = blocking(report, this.#overridden).map(({ name }) => name);
    return { type: 'preflight', provider, spec, ...report, items, overridden: this.#overridden, blocked };
  }

  async #prepared(provider: TrainingProvider, signal: AbortSignal) {
    const steps = new Steps(this.#io, { inPlace: this.#args.plain !== true, brief: false });
    try {
      return await prepared(provider, steps.tell, signal);
    } finally {
      await steps.clear();
    }
  }

  /** Work that Ctrl+C ends; undefined then. */
  async #abortable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const interrupt = new AbortController();
    const stopListening = this.#io.onInterrupt(() => interrupt.abort());
    try {
      return await work(interrupt.signal);
    } catch (error) {
      if (!interrupt.signal.aborted) {
        throw error;
      }
      await this.#io.stderr.write('Interrupted: nothing was started.\n');
      return undefined;
    } finally {
      stopListening();
    }
  }

  /** For people only. */
  async #say(text: () => string): Promise<void> {
    if (this.#args.json !== true) {
      await this.#io.stdout.write(text());
    }
  }
}

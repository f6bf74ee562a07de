import type { ProviderHost, ProviderId, TrainingProvider } from '../../providers/provider.ts';
import type { Analysis, analyse } from '../../runs/analysis.ts';
import type { planRun } from '../../runs/plan.ts';
import type { preflight } from '../../runs/preflight.ts';
import type { RunService } from '../../runs/service.ts';

/** What the commands about runs need of the rest, given to them, so that tests can stand in for it. */
export interface TrainingPort {
  readonly createProviders: (host: ProviderHost) => Providers;
  readonly planRun: typeof planRun;
  readonly analyse: typeof analyse;
  readonly preflight: typeof preflight;
  /** Reads the runs of a root and follows those that nobody else does, until it is closed. */
  readonly openRuns: (root: string, providers: Providers, log: (text: string) => void) => Promise<Runs>;
}

export type { Analysis };

export type Providers = ReadonlyMap<ProviderId, TrainingProvider>;

export type Runs = Pick<
  RunService,
  'list' | 'get' | 'onChange' | 'start' | 'resume' | 'cancel' | 'remove' | 'events' | 'follow' | 'close'
>;

/** The real ones. Loaded when they are asked for: `tuneset check` has no use for them. */
export async function loadTraining(): Promise<TrainingPort> {
  const [{ createProviders }, { planRun }, { analyse }, { preflight }, { RunService }] = await Promise.all([
    import('../../providers/all.ts'),
    import('../../runs/plan.ts'),
    import('../../runs/analysis.ts'),
    import('../../runs/preflight.ts'),
    import('../../runs/service.ts'),
  ]);
  return {
    createProviders,
    planRun,
    analyse,
    preflight,
    openRuns: async (root, providers, log) => {
      const service = new RunService({ root, providers, log });
      await service.open();
      return service;
    },
  };
}

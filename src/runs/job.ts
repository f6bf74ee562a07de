import type { DataFile, Job } from '../providers/provider.ts';
import type { RunRecord } from './record.ts';
import type { Run } from './run.ts';

/** The attempt of a run that is under way, as a provider is handed it; undefined before any. */
export function jobOf(run: Run): Job | undefined {
  const { attempt } = run.fold;
  const { spec, dataset } = run.record;
  return (
    attempt && {
      runId: run.id,
      attempt: attempt.number,
      token: attempt.token,
      folder: run.folder,
      spec,
      data: {
        train: dataFile(dataset.train),
        validation: dataset.validation ? dataFile(dataset.validation) : undefined,
      },
      resumeFrom: attempt.resumeFrom,
    }
  );
}

function dataFile({ rows, sources, count }: RunRecord['dataset']['train']): DataFile {
  return { rows, sources, count };
}

import type { TrainingProvider } from '../../providers/provider.ts';
import type { RunPlan } from '../../runs/plan.ts';
import { printable } from '../../workspace/printable.ts';
import { shownPath } from '../paths.ts';
import type { Paint } from '../report/paint.ts';
import { list } from '../report/words.ts';

/** What is about to be trained, for people: model, method, place, files, and each setting that is no default. */
export function planText(plan: RunPlan, provider: TrainingProvider, cwd: string, paint: Paint): string {
  const { spec, files } = plan;
  const adapter =
    spec.adapter.type === 'none' ? 'all weights' : `${spec.adapter.type} rank ${spec.adapter.rank}`;
  const named = (paths: readonly string[]): string => list(paths.map((file) => shownPath(file, cwd)));
  const lines = [
    `${paint('bold', printable(spec.baseModel))}: ${spec.method}, ${adapter}, with ${provider.title}`,
    `  train       ${named(files.train)}`,
    ...(files.validation.length === 0 ? [] : [`  validation  ${named(files.validation)}`]),
    ...Object.entries(plan.origins)
      .filter(([key]) => key.includes('.') || key === 'report')
      .map(
        ([key, origin]) =>
          `  ${printable(key)} ${shown(valueAt(spec, key))} ${paint('dim', `(${origins[origin]})`)}`,
      ),
  ];
  return `${lines.join('\n')}\n`;
}

const origins = { asked: 'asked for', configuration: 'tuneset.json' } as const;

function valueAt(spec: unknown, key: string): unknown {
  let value = spec;
  for (const part of key.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[part];
  }
  return value;
}

function shown(value: unknown): string {
  return printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

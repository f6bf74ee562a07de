import type { CheckItem } from '../../providers/provider.ts';
import type { Check, Inspection } from './check.ts';

/** Whether the provider could start such a run now. */
export const environment: Check = {
  name: 'environment',
  title: 'Environment',
  judge(inspection) {
    const { environment: report, provider } = inspection;
    const unable = unableTo(inspection);
    if (unable !== undefined) {
      return { status: 'error', message: unable, advice: 'Choose another provider, or other settings.' };
    }
    const errors = report.items.filter(({ status }) => status === 'error');
    const warnings = report.items.filter(({ status }) => status === 'warning');
    if (!report.ready) {
      const advice = adviceOf(errors.length > 0 ? errors : warnings);
      return {
        status: 'error',
        message: `${provider.title} is not ready. ${said(errors)}`.trim(),
        ...(report.preparable
          ? { advice: `Tuneset can install what is missing. ${advice}`.trim() }
          : advice !== '' && { advice }),
      };
    }
    const advice = adviceOf(warnings);
    return warnings.length > 0
      ? { status: 'warning', message: said(warnings), ...(advice !== '' && { advice }) }
      : { status: 'ok', message: `${provider.title} is ready.` };
  },
};

function unableTo({ plan, provider, estimate }: Inspection): string | undefined {
  const { method, adapter, resources } = plan.spec;
  const { capabilities, title } = provider;
  if (!capabilities.methods.includes(method)) {
    return `${title} can't train with ${method}.`;
  }
  if (!capabilities.adapters.includes(adapter.type)) {
    return adapter.type === 'none'
      ? `${title} can't train all weights.`
      : `${title} can't train a ${adapter.type} adapter.`;
  }
  return resources.workers > 1 && !capabilities.workers
    ? `${title} trains in one process, and ${resources.workers} workers are asked for.`
    : estimate?.obstacle;
}

function said(items: readonly CheckItem[]): string {
  return items.map(({ name, found }) => `${name}: ${found.replace(/\.$/, '')}.`).join(' ');
}

function adviceOf(items: readonly CheckItem[]): string {
  return items.flatMap(({ advice }) => (advice === undefined ? [] : [advice])).join(' ');
}

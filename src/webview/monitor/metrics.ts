/** What is drawn in one plot: a metric in training, and the same in validation. */
export interface Plot {
  /** The metric's name in training: `loss`, `rewards/margins`. */
  readonly name: string;
  readonly training: string;
  readonly validation: string;
}

const validationPrefix = 'eval_';

/** How long things took, and totals that are logged once at the end: nothing to draw over steps. */
const bookkeeping =
  /^(?:epoch|total_flos|(?:train|test)_.+|(?:.+_)?(?:runtime|(?:samples|steps|tokens)_per_second)|model_preparation_time)$/;

/** The metrics that come first, in the order in which people ask for them. */
const order = ['loss', 'learning_rate', 'grad_norm', 'mean_token_accuracy', 'entropy', 'rewards/margins'];

/** Shown without being asked for. */
export const usualPlots: readonly string[] = ['loss', 'learning_rate'];

export function plotOf(name: string): Plot {
  return { name, training: name, validation: `${validationPrefix}${name}` };
}

/** The plots that metrics of these names give, the usual first. */
export function plotsOf(metrics: Iterable<string>): Plot[] {
  const names = new Set<string>();
  for (const metric of metrics) {
    const name = metric.startsWith(validationPrefix) ? metric.slice(validationPrefix.length) : metric;
    if (name !== '' && !bookkeeping.test(name)) {
      names.add(name);
    }
  }
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).map(plotOf);
}

/** Whether a metric is measured, and so has noise that can be smoothed away. What is set or counted is exact. */
export function isNoisy(name: string): boolean {
  return name !== 'learning_rate' && name !== 'num_tokens';
}

/** Which part a file plays in training. */
export type Split = 'train' | 'validation' | 'test' | 'general';

export const splits: readonly Split[] = ['train', 'validation', 'test', 'general'];

/** Whether a model is trained on the file. One of no known split is trained on: that is what most are. */
export function isTrainedOn(split: Split | undefined): boolean {
  return split === undefined || split === 'train';
}

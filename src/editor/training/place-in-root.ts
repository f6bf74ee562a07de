import path from 'node:path';

/**
 * The absolute path of a file that a run names, where it is one of the run's own: below its root, or one of the files
 * that it was trained on. What a log or a model says is no reason to open any other.
 */
export function fileOfRun(root: string, named: string, datasets: readonly string[]): string | undefined {
  const file = path.resolve(root, named);
  const inside = path.relative(root, file);
  const isInside = inside !== '' && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..';
  return isInside || datasets.includes(named) ? file : undefined;
}

import { URI } from 'vscode-uri';
import { status } from '../../language/index.ts';
import type { OpenDocument } from '../documents.ts';
import type { StatusParams } from '../protocol.ts';

/** How a document stands. */
export function statusOf({ uri, version, dataset, settings }: OpenDocument): StatusParams {
  const { configuration } = settings ?? {};
  const where = configuration && { configuration: URI.file(configuration.path).toString() };
  const fault = configuration?.error !== undefined && { configurationError: configuration.error };
  if (settings?.enable === false) {
    return { ...nothing, uri, version, enabled: false, ...where, ...fault };
  }
  const targets = dataset.options.targets.map(({ id, title }) => ({ id, title }));
  return { ...status(dataset), uri, version, enabled: true, targets, ...where, ...fault };
}

const nothing = {
  format: undefined,
  targets: [],
  rows: 0,
  errors: 0,
  warnings: 0,
  infos: 0,
  pending: 0,
  tokens: { total: 0, trained: 0 },
};

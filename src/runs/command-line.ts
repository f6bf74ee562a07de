import type { Training } from '../language/index.ts';
import type { TrainingSpec } from '../providers/spec.ts';
import { printable } from '../workspace/printable.ts';
import { defaults, type Setting } from './defaults.ts';
import type { RunRecord } from './record.ts';

/** Settings that `tuneset train` has options of their own for, by their path in `training`. */
const options: Readonly<Record<string, string>> = {
  'hyperparameters.epochs': '--epochs',
  'hyperparameters.learningRate': '--learning-rate',
  'hyperparameters.batchSize': '--batch-size',
  'hyperparameters.maxLength': '--max-length',
  'hyperparameters.seed': '--seed',
  'adapter.rank': '--rank',
};

/**
 * The command that repeats a run from its root: model, files, and every setting that would else be another one. So what
 * `configured` says (the `training` of the tuneset.json there) is said again only where the run was another. Quoted for
 * a POSIX shell; see `quote` for others. Keys are never in a record, so never here.
 */
export function commandOf(record: RunRecord, configured: Training = {}): string {
  const { spec, dataset, provider } = record;
  const words = ['tuneset', 'train'];
  if (record.name !== record.id) {
    words.push('--name', record.name);
  }
  if (provider !== (configured.provider ?? 'trl')) {
    words.push('--provider', provider);
  }
  // What the rows are may have changed since, and they decide where nobody does.
  words.push('--method', spec.method, '--base-model', spec.baseModel);
  for (const { split, path } of dataset.files) {
    words.push(`--${split}`, path);
  }
  if (dataset.validation === null) {
    words.push('--no-validation');
  }
  for (const key of settingsOf(spec)) {
    const value = valueAt(spec, key);
    const otherwise = valueAt(configured, key);
    if (otherwise === undefined ? !isDefault(key, value, record) : !same(otherwise, value)) {
      words.push(...assignment(key, value));
    }
  }
  if (record.overridden.length > 0) {
    words.push('--override', record.overridden.join(','));
  }
  return words.map(quote).join(' ');
}

/** Paths of all that can be set, but for those that have been said by then. */
function settingsOf(spec: TrainingSpec): string[] {
  const groups = ['adapter', 'hyperparameters', 'resources'] as const;
  return [...groups.flatMap((group) => Object.keys(spec[group]).map((key) => `${group}.${key}`)), 'report'];
}

/** Whether a setting has this value where nobody says another, whatever the rows are. */
function isDefault(key: string, value: unknown, { spec, provider }: RunRecord): boolean {
  if (key === 'adapter.alpha') {
    return value === 2 * spec.adapter.rank;
  }
  const known = defaults.find(({ parameter }) => parameter === key);
  const kinds: readonly Setting['rows'][] = ['conversations', 'strings', 'text'];
  const setting = { method: spec.method, adapter: spec.adapter.type, local: provider === 'trl' };
  return known !== undefined && kinds.every((rows) => same(known.value({ ...setting, rows }), value));
}

function assignment(key: string, value: unknown): string[] {
  const text = typeof value === 'string' && !isJson(value) ? value : JSON.stringify(value);
  const option = options[key];
  return option === undefined ? ['--set', `${key}=${text}`] : [option, text];
}

/** Whether a text that is typed as it is would be read as something else. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function valueAt(value: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((holder, part) => {
    return (holder as Record<string, unknown> | undefined)?.[part];
  }, value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A word as a shell takes it: bare where nothing in it means anything, else in single quotes, which PowerShell reads the
 * same. Only what holds quotes of both kinds or can't be seen is quoted in a way that POSIX shells alone know.
 */
export function quote(word: string): string {
  if (/^[A-Za-z0-9_./:=%+-]+$/.test(word)) {
    return word;
  }
  if (printable(word) !== word) {
    return `$'${Array.from(word, inDollarQuotes).join('')}'`;
  }
  if (!word.includes("'")) {
    return `'${word}'`;
  }
  return /[$`"\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/**
 * What would drive the terminal it is pasted into, or hide, is written as its bytes:
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html, 2.2.4 (POSIX.1-2024)
 */
function inDollarQuotes(char: string): string {
  if (printable(char) === char) {
    return char.replace(/[\\']/, '\\$&');
  }
  const bytes = new TextEncoder().encode(char);
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

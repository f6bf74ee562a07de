import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FoundCheckpoint {
  readonly step: number;
  /** Relative to the run's folder. */
  readonly path: string;
  /** When its last file was written, in milliseconds since 1970. */
  readonly modified: number;
}

const weights = ['adapter_model.safetensors', 'model.safetensors', 'model.safetensors.index.json'];

/** The checkpoints in a run's folder that training can go on from, the newest first. */
export async function wholeCheckpoints(runFolder: string): Promise<FoundCheckpoint[]> {
  const names = await readdir(path.join(runFolder, 'output')).catch(() => []);
  const found = await Promise.all(names.map((name) => whole(runFolder, name)));
  return found.filter((one) => one !== undefined).sort((a, b) => b.modified - a.modified);
}

/** transformers' Trainer writes `trainer_state.json` last (5.18.0, `Trainer._save_checkpoint`). */
async function whole(runFolder: string, name: string): Promise<FoundCheckpoint | undefined> {
  const step = /^checkpoint-(\d{1,12})$/.exec(name)?.[1];
  if (step === undefined) {
    return undefined;
  }
  const folder = path.join(runFolder, 'output', name);
  const state = path.join(folder, 'trainer_state.json');
  try {
    const files = await readdir(folder);
    JSON.parse(await readFile(state, 'utf8'));
    const complete =
      files.includes('optimizer.pt') &&
      files.includes('scheduler.pt') &&
      weights.some((file) => files.includes(file));
    return complete
      ? { step: Number(step), path: `output/${name}`, modified: (await stat(state)).mtimeMs }
      : undefined;
  } catch {
    return undefined;
  }
}

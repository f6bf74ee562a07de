import { isFinal } from '../../providers/observation.ts';
import type { Runs } from './port.ts';

export interface Patience {
  /** Milliseconds without news after which a run is taken for up to date. */
  readonly quiet: number;
  /** Milliseconds after which no more news is waited for. */
  readonly most: number;
}

const usual: Patience = { quiet: 500, most: 5000 };

/**
 * Waits while runs that were just taken up are read to where they are: what happened since somebody last looked comes at
 * once, and a run that has ended meanwhile would else be shown as running.
 */
export async function catchUp(runs: Runs, { quiet, most }: Patience = usual): Promise<void> {
  const behind = (): boolean =>
    runs.list().some(({ followed, state }) => followed === 'here' && !isFinal(state));
  if (!behind()) {
    return;
  }
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(silence);
      clearTimeout(limit);
      stopListening();
      resolve();
    };
    const limit = setTimeout(done, most);
    let silence = setTimeout(done, quiet);
    const stopListening = runs.onChange(() => {
      clearTimeout(silence);
      if (behind()) {
        silence = setTimeout(done, quiet);
      } else {
        done();
      }
    });
  });
}

import type { FromMonitor } from '../protocol.ts';
import type { ViewState } from './state.ts';

/** What the parts of the view may do: change what a person chose, ask the editor, and speak. */
export interface Actions {
  readonly change: (change: Partial<ViewState>) => void;
  readonly send: (message: FromMonitor) => void;
  /** For screen readers. */
  readonly announce: (text: string) => void;
}

/** What VS Code gives a webview's script, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The editor's side of a view: what is sent there, what comes from there, and what is kept there. */
export interface Host<Incoming, Outgoing> {
  send(message: Outgoing): void;
  onMessage(listener: (message: Incoming) => void): void;
  /** As it was kept, maybe by an older version; undefined at first. */
  readonly kept: unknown;
  /** Kept while the view is hidden, and over a restart. Plain data. */
  keep(state: unknown): void;
}

export function connectHost<Incoming, Outgoing>(): Host<Incoming, Outgoing> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<Incoming>) => listener(event.data)),
    kept: api.getState(),
    keep: (state) => api.setState(state),
  };
}

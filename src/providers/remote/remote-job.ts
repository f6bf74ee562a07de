/** A job on somebody else's machines, as far as following it goes. */
export interface RemoteJob {
  /** How it stands; `gone` if it isn't known there any more. Trouble is thrown, and tried again. */
  report(signal: AbortSignal): Promise<JobReport | 'gone'>;
  /**
   * What the driver printed, always from the beginning. Ends with the job's end, and may be cut before: then it is read
   * again. `ended`: the job is over, so that what there is now is all.
   */
  log(ended: boolean, signal: AbortSignal): AsyncIterable<string>;
}

export interface JobReport {
  /** The platform's own word for the state. */
  readonly word: string;
  /** `other`: the word isn't known to us, and is shown as it is. */
  readonly stage: 'waiting' | 'running' | 'other' | 'ended';
  /** For people. */
  readonly message?: string | undefined;
  /** Given for a job that has ended. */
  readonly end?: JobEnd;
}

/** How a job ended, as its platform sees it. */
export interface JobEnd {
  readonly how: 'succeeded' | 'failed' | 'stopped' | 'gone';
  /** What happened, in plain words. */
  readonly message: string;
  readonly advice?: string | undefined;
}

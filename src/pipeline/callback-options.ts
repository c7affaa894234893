/** A refusal of the failure policy's own: without a code the platform's plain one, without a text none. */
export interface CustomRejection {
  /** Inside the family's range, else the service does not start. */
  readonly code?: number;
  readonly info?: string;
}

/** What to answer when no verdict could be reached. */
export type FailureMode = 'allow' | 'reject' | CustomRejection;

/** Settings of the pipeline itself. */
export interface CallbackOptions {
  /** Milliseconds that policies and enrichers have together, from the arrival of the request. */
  readonly deadlineMs: number;
  /**
   * By family; `default` where a family has none of its own. Where that is left out too: `allow`, but for the
   * commands of which the vendor itself takes silence for a refusal.
   */
  readonly onFailure: Readonly<{ default?: FailureMode } & Record<string, FailureMode | undefined>>;
  /** The largest request body, in KiB. */
  readonly maxBodyKb: number;
}

export const CallbackOptions = Symbol('CallbackOptions');

/** What to answer when no verdict could be reached. */
export type FailureMode = 'allow' | 'reject';

/** Settings of the pipeline itself. */
export interface CallbackOptions {
  /** Milliseconds that policies and enrichers have together, from the arrival of the request. */
  readonly deadlineMs: number;
  /** By family; `default` where a family has none of its own. */
  readonly onFailure: Readonly<{ default: FailureMode } & Record<string, FailureMode | undefined>>;
  /** The largest request body, in KiB. */
  readonly maxBodyKb: number;
}

export const CallbackOptions = Symbol('CallbackOptions');

/** A reject of the failure policy: without a code it has the platform's plain one, without a text none. */
export interface CustomRejection {
  /** Inside the family's range; else the service does not start. */
  readonly code?: number;
  readonly info?: string;
}

/** The reply if no verdict was reached. */
export type FailureMode = 'allow' | 'reject' | CustomRejection;

/** Settings of the pipeline itself. */
export interface PipelineOptions {
  /** Milliseconds that policies, interceptors and enrichers have together, from the arrival of the request. */
  readonly deadlineMs: number;
  /**
   * By family; `default` for families that are not named. If neither is given: `allow`, except for commands that the
   * vendor itself rejects if it gets no reply.
   */
  readonly onFailure: Readonly<{ default?: FailureMode } & Record<string, FailureMode | undefined>>;
  /** The largest request body, in KiB. */
  readonly maxBodyKb: number;
}

export const PipelineOptions = Symbol('PipelineOptions');

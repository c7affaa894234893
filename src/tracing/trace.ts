/** A part of a trace. Times are those of `performance.now()`. */
export interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** One callback, after the node has answered it. */
export interface Trace {
  readonly name: string;
  /** The caller's header, if it sent one: `00-<trace>-<span>-<flags>`. */
  readonly traceparent: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly stages: readonly Stage[];
  /** Never a person's id, a text, a path or a query. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly isFailure: boolean;
}

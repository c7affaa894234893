/** Where traces go. */
export interface TracingOptions {
  /** An OpenTelemetry collector's url for traces over HTTP: `http://…/v1/traces`. Without it no traces are made. */
  readonly tracesUrl?: string;
}

export const TracingOptions = Symbol('TracingOptions');

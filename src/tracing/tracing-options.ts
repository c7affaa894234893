/** Where traces go. */
export interface TracingOptions {
  /** The url of an OpenTelemetry collector that takes traces over HTTP, `http://…/v1/traces`; without one none are made. */
  readonly tracesUrl?: string;
}

export const TracingOptions = Symbol('TracingOptions');

import type { LoggerService } from '@nestjs/common';

/** The second argument of an extension, beside the event. */
export interface ExtensionContext {
  /**
   * Aborted when the deadline passes: pass it to `fetch` and similar calls. An AbortSignal is expensive, so it is made
   * at the first access.
   */
  readonly signal: AbortSignal;

  /** The time limit that policies, interceptors and enrichers of the callback share. */
  readonly deadline: {
    /** The node has given up waiting: it throws the result away. */
    readonly isOver: boolean;
    /** Milliseconds. */
    readonly remainingMs: number;
  };

  /** Writes to Presend's log, under the extension's name. Never log message text. */
  readonly logger: LoggerService;
}

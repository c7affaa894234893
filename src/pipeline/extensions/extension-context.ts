import type { LoggerService } from '@nestjs/common';

/** What an extension is given beside the event. */
export interface ExtensionContext {
  /**
   * Aborted when the deadline passes: hand it on to `fetch` and the like. An AbortSignal is expensive, so it is made
   * when it is first read.
   */
  readonly signal: AbortSignal;

  /** Until when policies, interceptors and enrichers of the callback may take, together. */
  readonly deadline: {
    /** The node has given up waiting: it throws the result away. */
    readonly isOver: boolean;
    /** Milliseconds. */
    readonly remainingMs: number;
  };

  /** Writes to Presend's log, under the extension's name. Never log message text. */
  readonly logger: LoggerService;
}

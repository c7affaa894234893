import { EXIT } from './command-fault.js';
import { note } from './terminal.js';

/** Lets a command end in an orderly way at Ctrl-C or SIGTERM. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Leaves the process to its usual ways again. */
  end(): void;
}

/** @param told what the command does then; whoever presses twice does not want to wait for it */
export function interruption(told: string): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    note(told);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    end: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}

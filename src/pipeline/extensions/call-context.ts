import { Logger } from '@nestjs/common';
import type { Deadline } from '../../resilience/deadline.js';
import type { ExtensionContext } from './extension-context.js';

/** The context of one call of an extension. */
export class CallContext implements ExtensionContext {
  constructor(
    readonly deadline: Pick<Deadline, 'isOver' | 'remainingMs' | 'signal'>,
    private readonly name: string,
  ) {}

  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  get logger(): Logger {
    return new Logger(this.name);
  }
}

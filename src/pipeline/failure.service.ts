import { Injectable, Logger } from '@nestjs/common';
import { traceOf } from '../logging/trace-of.js';
import { describeError } from '../resilience/describe-error.js';
import { PipelineMetrics } from './pipeline.metrics.js';
import { adaptVerdict } from './commands/adapt-verdict.js';
import type { CallbackPlatform } from './commands/callback-platform.js';
import {
  BodyTooLargeException,
  ConsoleProbeException,
  MalformedCallbackException,
  UnauthenticatedCallerException,
} from './callback.exceptions.js';
import type { Callback } from './callback.js';
import { DecisionService, PLATFORM } from './decision.service.js';
import { headerOnlyEvent } from './header-only-event.js';
import { LogInterceptor } from './log.interceptor.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { type Reply, rejectionOf, replyTo } from './reply.js';
import { allow, reject } from './verdict.js';

/**
 * Replies in the vendor's format to a callback for which the pipeline threw an error, and records it.
 *
 * It never weakens a reached outcome. If a record exists, its reply is sent. Else, if there is a verdict, the verdict is
 * recorded and sent. Only if there is neither does the failure policy decide.
 */
@Injectable()
export class FailureService {
  readonly #logger = new Logger(FailureService.name);

  constructor(
    private readonly decisions: DecisionService,
    private readonly log: LogInterceptor,
    private readonly metrics: PipelineMetrics,
  ) {}

  /** Refuses a caller. Nothing that it sent is believed, parsed or recorded. */
  refuse(callback: Callback, error: UnauthenticatedCallerException): Reply {
    this.#logger.warn({ requestId: callback.id, msg: `Refused a caller: ${describeError(error)}` });
    this.metrics.refusedCallers.inc({ platform: callback.platform.name });
    return rejectionOf(callback, 403, 'foreign-caller');
  }

  rejectLongUrl(platform: CallbackPlatform, limit: number): Reply {
    this.#logger.warn(`Refused a caller of ${platform.name}: its url is longer than ${limit} characters`);
    this.metrics.refusedCallers.inc({ platform: platform.name });
    return { status: 414, body: platform.rejection('url-too-long') };
  }

  /** Never throws: no other code would send a reply then. */
  async reply(callback: Callback, error: unknown): Promise<Reply> {
    callback.deadline.close();
    try {
      return await this.#reply(callback, error);
    } catch (second) {
      this.#logger.error({
        requestId: callback.id,
        msg: 'A failure could not be answered.',
        ...traceOf(second),
      });
      return rejectionOf(callback, 200, 'foreign-caller');
    }
  }

  async #reply(callback: Callback, error: unknown): Promise<Reply> {
    if (callback.recorded) {
      this.#report(callback, error);
      return replyTo(callback, callback.recorded);
    }
    if (error instanceof UnauthenticatedCallerException) return this.refuse(callback, error);
    if (error instanceof BodyTooLargeException && callback.command?.kind !== 'notice') {
      await this.log.record(callback, tooLarge(callback, error));
      return rejectionOf(callback, 413, 'body-too-large');
    }
    if (error instanceof ConsoleProbeException) {
      return replyTo(callback, await this.log.record(callback, probe(callback)));
    }
    if (!isVendorsFault(error)) this.#report(callback, error);
    const outcome = await this.log.record(callback, this.#outcome(callback, error));
    return replyTo(callback, outcome, callback.method === 'POST' ? 200 : 405);
  }

  /** The outcome that was reached before the failure, else the failure policy's. */
  #outcome(callback: Callback, error: unknown): Outcome {
    const failure = isVendorsFault(error)
      ? `malformed: ${error.message}`
      : `the pipeline threw ${describeError(error)}`;
    const { reached } = callback;
    if (reached) return { ...reached, failures: [...reached.failures, failure] };
    return this.decisions.decideByFailurePolicy(callback, headerOnlyEvent(callback), [failure]);
  }

  #report(callback: Callback, error: unknown): void {
    this.#logger.error({
      requestId: callback.id,
      msg: `The pipeline failed at a ${callback.command?.name ?? 'callback'}`,
      ...traceOf(error),
    });
  }
}

function tooLarge(callback: Callback, error: Error): Outcome {
  const event = headerOnlyEvent(callback);
  const { verdict } = adaptVerdict(reject(), event, callback.platform, callback.command);
  return outcomeOf(callback, { event, verdict, decidedBy: PLATFORM, failures: [error.message] });
}

/** A vendor's console sends `{}` to test the url. */
function probe(callback: Callback): Outcome {
  return outcomeOf(callback, { event: headerOnlyEvent(callback), verdict: allow(), decidedBy: PLATFORM });
}

/** Tells whether the error is in the request, and not in Presend or in a host's code. */
function isVendorsFault(error: unknown): error is Error {
  return error instanceof MalformedCallbackException || error instanceof BodyTooLargeException;
}

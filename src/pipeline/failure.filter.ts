import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Injectable,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { traceOf } from '../logging/trace-of.js';
import { Metrics } from '../metrics/metrics.js';
import { headerOnlyEvent } from './header-only-event.js';
import type { Rejection } from './callback-platform.js';
import type { CallbackRequest } from '../http/callback-request.js';
import {
  BodyTooLargeException,
  ConsoleProbeException,
  UnauthenticatedCallerException,
  MalformedCallbackException,
} from './callback.exceptions.js';
import type { Callback } from './callback.js';
import { adaptVerdict } from './adapt-verdict.js';
import { DecisionService } from './decision.service.js';
import type { Decision } from './decision.js';
import { envelopeOf } from './envelope.js';
import { OutcomeService } from './outcome.service.js';
import { sendEnvelope } from '../http/send-envelope.js';
import { reject } from './verdict.js';

/** Answers whatever is thrown on the way of a callback in the vendor's own envelope, and records it. */
@Injectable()
@Catch()
export class FailureFilter implements ExceptionFilter {
  readonly #logger = new Logger(FailureFilter.name);

  constructor(
    private readonly decisions: DecisionService,
    private readonly outcomes: OutcomeService,
    private readonly metrics: Metrics,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const { callback } = http.getRequest<CallbackRequest>();
    const response = http.getResponse<ServerResponse>();
    if (callback) return this.answer(callback, error, response);
    // Somebody named an inner path: it is as unknown as any other, whatever a guard said first.
    const unknown = new NotFoundException();
    this.adapterHost.httpAdapter.reply(response, unknown.getResponse(), unknown.getStatus());
  }

  /** Never throws: there is nobody left who would answer. */
  async answer(callback: Callback, error: unknown, response: ServerResponse): Promise<void> {
    callback.deadline.close();
    try {
      const [status, envelope] = await this.#replyTo(callback, error);
      sendEnvelope(response, status, envelope);
    } catch (second) {
      this.#logger.error({
        requestId: callback.id,
        msg: 'A failure could not be answered.',
        ...traceOf(second),
      });
      sendEnvelope(response, 200, callback.platform.refusal('foreign-caller'));
    }
  }

  async #replyTo(callback: Callback, error: unknown): Promise<[status: number, envelope: string]> {
    const { platform } = callback;
    const refuse = (status: number, refusal: Rejection): [number, string] => [
      status,
      platform.refusal(refusal),
    ];

    if (callback.outcome) {
      this.#report(callback, error);
      return [200, envelopeOf(callback, callback.outcome)];
    }
    if (error instanceof UnauthenticatedCallerException || isForbidden(error)) {
      this.#logger.warn({ requestId: callback.id, msg: `Refused a caller: ${messageOf(error)}` });
      this.metrics.refusedCallers.inc({ platform: platform.name });
      return refuse(403, 'foreign-caller');
    }
    if (error instanceof BodyTooLargeException && !isNotice(callback)) {
      await this.outcomes.complete(callback, this.#rejection(callback, error));
      return refuse(413, 'body-too-large');
    }
    if (error instanceof ConsoleProbeException) {
      const probe = this.decisions.pass(callback, headerOnlyEvent(callback));
      return [200, envelopeOf(callback, await this.outcomes.complete(callback, probe))];
    }
    if (!isVendors(error)) this.#report(callback, error);
    const outcome = await this.outcomes.complete(callback, this.#decision(callback, error));
    return [callback.method === 'POST' ? 200 : 405, envelopeOf(callback, outcome)];
  }

  /** The verdict that stands already, else that of the failure policy. */
  #decision(callback: Callback, error: unknown): Decision {
    const failure = isVendors(error)
      ? `malformed: ${error.message}`
      : `the pipeline threw ${messageOf(error)}`;
    const reached = callback.decision;
    if (reached) return { ...reached, failures: [...reached.failures, failure] };
    return this.decisions.decideByFailure(callback, headerOnlyEvent(callback), [failure]);
  }

  #rejection(callback: Callback, error: Error): Decision {
    const event = headerOnlyEvent(callback);
    const { verdict } = adaptVerdict(reject(), event, callback.platform, callback.route);
    return { event, verdict, decidedBy: 'platform', failures: [error.message], delivery: null };
  }

  #report(callback: Callback, error: unknown): void {
    this.#logger.error({
      requestId: callback.id,
      msg: `The pipeline failed at a ${callback.route?.command ?? 'callback'}`,
      ...traceOf(error),
    });
  }
}

/** Tells whether the vendor's callback is at fault, and nothing of ours. */
function isVendors(error: unknown): error is Error {
  return error instanceof MalformedCallbackException || error instanceof BodyTooLargeException;
}

function isNotice({ route }: Callback): boolean {
  return route?.kind === 'notice';
}

function isForbidden(error: unknown): boolean {
  return error instanceof HttpException && (error.getStatus() === 403 || error.getStatus() === 401);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

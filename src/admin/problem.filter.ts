import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { type Fault, type FaultyInput, type Problem, PROBLEM_MEDIA_TYPE } from './problem.js';
import { TooManyCallsException } from './too-many-calls.exception.js';
import { unreadable } from './unreadable-call.js';

const UNAUTHORIZED = 401;
const UNPROCESSABLE = 422;
const UNAVAILABLE = 503;
const INTERNAL = 500;
/** PostgreSQL's classes of SQLSTATE that are about the connection, and about a server that stops. */
const AWAY = /^(?:08|57P)/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE']);

/** Answers what goes wrong in the admin API with RFC 9457's problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('AdminApi');

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(exception, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(exception: unknown, request: Request, response: Response): void {
    // Half of an answer has left: its end is all that can be said.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, detail, errors } = this.#faultOf(exception);
    const [instance] = request.originalUrl.split('?');
    const problem: Problem = {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      instance: instance!,
      ...(errors ? { errors } : {}),
    };
    // Of what was not answered it tells nothing.
    response.removeHeader('ETag');
    if (status === UNAUTHORIZED) response.setHeader('WWW-Authenticate', 'Bearer');
    if (exception instanceof TooManyCallsException)
      response.setHeader('Retry-After', String(exception.seconds));
    if (status === UNAVAILABLE) response.setHeader('Retry-After', '1');
    response.status(status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }

  #faultOf(exception: unknown): Pick<Problem, 'status' | 'detail' | 'errors'> {
    if (exception instanceof HttpException) {
      const content = exception.getResponse() as { message?: string | string[]; errors?: Fault[] };
      const { message = exception.message, errors } = content;
      if (Array.isArray(message)) {
        return {
          status: exception.getStatus(),
          detail: message.join('; '),
          errors: message.map((detail) => ({ detail })),
        };
      }
      return { status: exception.getStatus(), detail: message, errors };
    }
    if (isFaultyInput(exception)) {
      const { message, problems } = exception;
      return { status: UNPROCESSABLE, detail: `Nothing was changed: ${message}`, errors: [...problems] };
    }
    const known = unreadable(exception);
    if (known) return known;
    const { message = String(exception), code = '' } = exception as Partial<Error> & { code?: string };
    this.#logger.error(`A call failed: ${message}`);
    return AWAY.test(code) || AWAY_CODES.has(code) || /PostgreSQL|timeout|terminated/i.test(message)
      ? { status: UNAVAILABLE, detail: 'PostgreSQL is away: try again in a moment.' }
      : { status: INTERNAL, detail: 'Something went wrong here: the log tells what.' };
  }
}

function isFaultyInput(exception: unknown): exception is FaultyInput {
  return Array.isArray((exception as Partial<FaultyInput> | null)?.problems);
}

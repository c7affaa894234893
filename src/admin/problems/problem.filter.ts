import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { problemOf } from './problem-of.js';
import { type Problem, PROBLEM_MEDIA_TYPE } from './problem.js';
import { TooManyCallsException } from './too-many-calls.exception.js';

const UNAUTHORIZED = 401;
const INTERNAL = 500;
const UNAVAILABLE = 503;

/** Answers errors of the admin API with problem details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('AdminApi');

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(exception, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(exception: unknown, request: Request, response: Response): void {
    // A part of the answer is sent: closing the connection is the only way to report the error.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, detail, errors } = problemOf(exception);
    if (status >= INTERNAL && !(exception instanceof HttpException))
      this.#logger.error(
        `A call failed: ${(exception as Partial<Error> | null)?.message ?? String(exception)}`,
      );
    const [instance] = request.originalUrl.split('?');
    const problem: Problem = {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      instance: instance!,
      ...(errors ? { errors } : {}),
    };
    // A controller may have set the ETag of a resource that this answer does not hold.
    response.removeHeader('ETag');
    if (status === UNAUTHORIZED) response.header('WWW-Authenticate', 'Bearer');
    if (exception instanceof TooManyCallsException) response.header('Retry-After', String(exception.seconds));
    if (status === UNAVAILABLE) response.header('Retry-After', '1');
    response.status(status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }
}

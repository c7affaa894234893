import { HttpException } from '@nestjs/common';
import type { Fault, FaultyInput, Problem } from './problem.js';
import { unreadable } from './unreadable-call.js';

const UNPROCESSABLE = 422;
const UNAVAILABLE = 503;
const INTERNAL = 500;
/** The SQLSTATE classes for a lost connection and for a server that stops. */
const AWAY = /^(?:08|57P)/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE']);

/** Any thrown value as a problem for the caller. It reveals no internals of Presend. */
export function problemOf(exception: unknown): Pick<Problem, 'status' | 'detail' | 'errors'> {
  if (exception instanceof HttpException) return ofNest(exception);
  if (isFaultyInput(exception)) {
    const { message, problems } = exception;
    return { status: UNPROCESSABLE, detail: `Nothing was changed: ${message}`, errors: [...problems] };
  }
  const known = unreadable(exception);
  if (known) return known;
  const { message = String(exception), code = '' } = exception as Partial<Error> & { code?: string };
  return AWAY.test(code) || AWAY_CODES.has(code) || /PostgreSQL|timeout|terminated/i.test(message)
    ? { status: UNAVAILABLE, detail: 'PostgreSQL is away: try again in a moment.' }
    : { status: INTERNAL, detail: 'Presend failed: the log has the error.' };
}

function ofNest(exception: HttpException): Pick<Problem, 'status' | 'detail' | 'errors'> {
  const status = exception.getStatus();
  const content = exception.getResponse() as { message?: string | string[]; errors?: Fault[] };
  const { message = exception.message, errors } = content;
  if (!Array.isArray(message)) return { status, detail: message, errors };
  return { status, detail: message.join('; '), errors: message.map((detail) => ({ detail })) };
}

function isFaultyInput(exception: unknown): exception is FaultyInput {
  return Array.isArray((exception as Partial<FaultyInput> | null)?.problems);
}

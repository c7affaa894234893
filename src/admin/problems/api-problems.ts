import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Problem, PROBLEM_MEDIA_TYPE } from './problem.js';

const DESCRIPTIONS = {
  400: 'The call is not valid: `errors` says where.',
  401: 'No key, or none that is in force.',
  403: 'The role of the key does not suffice.',
  404: 'There is no such thing.',
  409: 'It stands against something that is there.',
  412: 'It is not any more what `If-Match` or `If-None-Match` says: read it again.',
  413: 'The body is too large.',
  415: 'The body is of a type that is not read here.',
  422: 'What the body says cannot be done: `errors` says where. Nothing was changed.',
  429: 'Too many calls: wait as many seconds as `Retry-After` says.',
  500: 'Presend failed: its log tells how.',
  503: 'PostgreSQL is away: try again in as many seconds as `Retry-After` says.',
  default: 'Whatever else went wrong.',
} as const;

type Headers = Record<
  string,
  { description: string; required: boolean; schema: { type: 'string' | 'integer'; minimum?: number } }
>;
interface ProblemResponse {
  readonly description: string;
  readonly content: Record<string, { schema: { $ref: string } }>;
  readonly headers?: Headers;
}

const RETRY_AFTER: Headers = {
  'Retry-After': {
    description: 'Seconds to wait.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
};
const HEADERS: Partial<Record<ProblemStatus, Headers>> = {
  401: {
    'WWW-Authenticate': { description: 'How to prove oneself.', required: true, schema: { type: 'string' } },
  },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

export type ProblemStatus = keyof typeof DESCRIPTIONS;

/** The description of an answer with a problem. */
export function problemResponse(status: ProblemStatus): ProblemResponse {
  const content = { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(Problem) } } };
  const headers = HEADERS[status];
  return { description: DESCRIPTIONS[status], content, ...(headers ? { headers } : {}) };
}

/**
 * Describes the problems with which a controller, or a method, may answer.
 *
 * @example
 * @ApiProblems(404, 412)
 */
export function ApiProblems(...statuses: readonly ProblemStatus[]): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiExtraModels(Problem),
    ...statuses.map((status) => ApiResponse({ status, ...problemResponse(status) })),
  );
}

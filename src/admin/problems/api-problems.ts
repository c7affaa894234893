import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Problem, PROBLEM_MEDIA_TYPE } from './problem.js';

const DESCRIPTIONS = {
  400: 'The call is not valid: `errors` says where.',
  401: 'The call has no key, or a key that is not valid.',
  403: 'The role of the key is not sufficient.',
  404: 'It does not exist.',
  409: 'It conflicts with something that exists.',
  412: 'It changed, or it does not match `If-Match` or `If-None-Match`: read it again.',
  413: 'The body is too large.',
  415: 'The API does not read bodies of this type.',
  422: 'The API cannot do what the body says: `errors` says where. Nothing was changed.',
  429: 'Too many calls: wait for the seconds in `Retry-After`.',
  500: 'Presend failed: the log has the error.',
  503: 'PostgreSQL is away: try again after the seconds in `Retry-After`.',
  default: 'Any other error.',
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
    'WWW-Authenticate': {
      description: 'How the caller authenticates.',
      required: true,
      schema: { type: 'string' },
    },
  },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

export type ProblemStatus = keyof typeof DESCRIPTIONS;

/** Describes an answer that holds a problem. */
export function problemResponse(status: ProblemStatus): ProblemResponse {
  const content = { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(Problem) } } };
  const headers = HEADERS[status];
  return { description: DESCRIPTIONS[status], content, ...(headers ? { headers } : {}) };
}

/**
 * Describes the problems that a controller or a method may answer with.
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

import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { ApiProblems, type ProblemStatus } from './problems/api-problems.js';

const ETAGS = 'One or more ETags, or `*`.';

/** One operation of the admin API, as the API's description shows it. */
export interface ApiCallOptions {
  /** The method's name in a generated client. It is unique and never changes. */
  readonly id: string;
  readonly summary: string;
  /** The status of a success; default 200. */
  readonly status?: 200 | 201 | 204;
  /** The body of a success: a class with its members, or a media type with a description. */
  readonly answer?: Type | { readonly mediaType: string; readonly description: string };
  /** What the answer's ETag names the version of. Left out: the API promises no ETag. */
  readonly etag?: string;
  /** The preconditions that the operation checks. */
  readonly heeds?: readonly ('If-Match' | 'If-None-Match')[];
  /** The problems besides those that every call may answer with. */
  readonly problems?: readonly ProblemStatus[];
}

/**
 * Describes a method of an {@link AdminController}, and sets the status of a success.
 *
 * @example
 * @Get(':app/:userId')
 * @ApiCall({ id: 'getMute', summary: 'Shows a mute.', answer: MuteItem, etag: 'the mute', problems: [404] })
 * get() {}
 */
export function ApiCall(call: ApiCallOptions): MethodDecorator {
  const { id, summary, status = 200, heeds = [], problems = [] } = call;
  const isConditional = heeds.length > 0;
  return applyDecorators(
    ApiOperation({ operationId: id, summary }),
    HttpCode(status),
    ApiResponse(successOf(call, status)),
    ...heeds.map((name) => ApiHeader({ name, required: false, description: HEEDED[name] })),
    ApiProblems(...problems, ...(isConditional ? ([412] as const) : [])),
  );
}

const HEEDED = {
  'If-Match': `${ETAGS} The call changes nothing (412) if the resource has another ETag.`,
  'If-None-Match': '`*`: the call changes nothing (412) if the resource exists.',
} as const;

function successOf({ answer, etag }: ApiCallOptions, status: number): ApiResponseOptions {
  const headers = etag
    ? {
        headers: {
          ETag: {
            description: `The version of ${etag}.`,
            required: true,
            schema: { type: 'string' as const },
          },
        },
      }
    : {};
  const base = { status, description: status === 204 ? 'Done.' : 'Success.' };
  if (!answer) return { ...base, ...headers };
  if (typeof answer === 'function') return { ...base, ...headers, type: answer };
  const content = { [answer.mediaType]: { schema: { type: 'string', description: answer.description } } };
  return { ...base, ...headers, content } as ApiResponseOptions;
}

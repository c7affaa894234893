import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { ApiProblems, type ProblemStatus } from './problems/api-problems.js';

const ETAGS = 'One or more ETags, or `*`.';

/** What a method of the admin API does, takes and answers, as its description tells it. */
export interface ApiCallOptions {
  /** The method's name in a generated client; no other has it, and it never changes. */
  readonly id: string;
  readonly summary: string;
  /** Of success; default 200. */
  readonly status?: 200 | 201 | 204;
  /** What success answers: a class of its members, or a media type and what its text is. */
  readonly answer?: Type | { readonly mediaType: string; readonly description: string };
  /** What the answer's ETag stands for; left out: it has none that is promised. */
  readonly etag?: string;
  /** Preconditions that are heeded. */
  readonly heeds?: readonly ('If-Match' | 'If-None-Match')[];
  /** Beyond those that every call may answer with. */
  readonly problems?: readonly ProblemStatus[];
}

/**
 * Describes a method of an {@link AdminController}, and sets the status of its success.
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
  'If-Match': `${ETAGS} Changes nothing (412) where it is another one by now.`,
  'If-None-Match': '`*`: changes nothing (412) where there is one already.',
} as const;

function successOf({ answer, etag }: ApiCallOptions, status: number): ApiResponseOptions {
  const headers = etag
    ? {
        headers: {
          ETag: { description: `Of ${etag}.`, required: true, schema: { type: 'string' as const } },
        },
      }
    : {};
  const base = { status, description: status === 204 ? 'It is done.' : 'Success.' };
  if (!answer) return { ...base, ...headers };
  if (typeof answer === 'function') return { ...base, ...headers, type: answer };
  const content = { [answer.mediaType]: { schema: { type: 'string', description: answer.description } } };
  return { ...base, ...headers, content } as ApiResponseOptions;
}

import { HttpStatus } from '@nestjs/common';
import { jsonFault } from './json-fault.js';
import type { Problem } from './problem.js';

/** What Express and its body parsers throw. */
interface ParserError {
  readonly type?: string;
  readonly status?: number;
  readonly body?: unknown;
}

type Known = Pick<Problem, 'status' | 'detail' | 'errors'>;

/** What is wrong with a request that could not be read; undefined: that was not it. Nothing of it is quoted. */
export function unreadable(error: unknown): Known | undefined {
  const { type, status = 0, body } = (error ?? {}) as ParserError;
  switch (type) {
    case 'entity.parse.failed':
      return malformed(String(body));
    case 'entity.too.large':
      return { status: HttpStatus.PAYLOAD_TOO_LARGE, detail: 'The body is too large for this call.' };
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return {
        status: HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        detail: 'Send JSON in UTF-8, as it is or packed by gzip, deflate or br.',
      };
    default:
      // A path with a percent sign that encodes nothing, a body that ends too early.
      return status >= 400 && status < 500 ? { status, detail: 'The request cannot be read.' } : undefined;
  }
}

function malformed(body: string): Known {
  const status = HttpStatus.BAD_REQUEST;
  const fault = jsonFault(body);
  if (!fault) {
    const detail = 'The body must be an object.';
    return { status, detail, errors: [{ pointer: '', detail }] };
  }
  const { line, column } = fault;
  const detail = `The body is not JSON: line ${line}, column ${column} is wrong.`;
  return { status, detail, errors: [{ line, column, detail: 'is not JSON from here on' }] };
}

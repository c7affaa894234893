import { HttpStatus } from '@nestjs/common';
import { jsonFault } from './json-fault.js';
import type { Problem } from './problem.js';

/** The errors of Express and its body parsers. */
interface ParserError {
  readonly type?: string;
  readonly status?: number;
  readonly body?: unknown;
}

type Known = Pick<Problem, 'status' | 'detail' | 'errors'>;

/** The problem of a request that Express could not read; undefined for other errors. It quotes nothing of the request. */
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
        detail: 'Send JSON in UTF-8, uncompressed or compressed with gzip, deflate or br.',
      };
    default:
      // For example a path with an invalid percent encoding, or a body that ends too early.
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

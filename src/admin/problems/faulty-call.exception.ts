import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import type { Fault } from './problem.js';

/**
 * 400: the call is not valid. Each error says where.
 *
 * @example
 * throw new FaultyCallException([{ pointer: '/code', detail: 'code must lie in 10100–10200' }]);
 */
export class FaultyCallException extends BadRequestException {
  constructor(errors: readonly Fault[], message = errors.map(({ detail }) => detail).join('; ')) {
    super({ message, errors });
  }
}

/** The faults in one answer. A file may have a million faults, and a person reads only the first ones. */
const MOST_FAULTS = 100;

/** 422: lines or items of the body are wrong, and the call changed nothing. The answer has the first hundred faults. */
export class FaultyContentException extends HttpException {
  constructor(message: string, errors: readonly Fault[]) {
    super({ message, errors: errors.slice(0, MOST_FAULTS) }, HttpStatus.UNPROCESSABLE_ENTITY);
  }
}

import { BadRequestException, HttpException, HttpStatus } from '@nestjs/common';
import type { Fault } from './problem.js';

/**
 * 400: a call that is not valid, and where.
 *
 * @example
 * throw new FaultyCallException([{ pointer: '/code', detail: 'code must lie in 10100–10200' }]);
 */
export class FaultyCallException extends BadRequestException {
  constructor(errors: readonly Fault[], message = errors.map(({ detail }) => detail).join('; ')) {
    super({ message, errors });
  }
}

/** Of faults that are answered: nobody reads more, and a file may have a million. */
const MOST_FAULTS = 100;

/** 422: what the lines or items of a body say cannot be done, and nothing of it was; the first hundred are told. */
export class FaultyContentException extends HttpException {
  constructor(message: string, errors: readonly Fault[]) {
    super({ message, errors: errors.slice(0, MOST_FAULTS) }, HttpStatus.UNPROCESSABLE_ENTITY);
  }
}

import { HttpException, HttpStatus } from '@nestjs/common';

/** 429: the caller has used the calls of this second, or the tries of this minute. */
export class TooManyCallsException extends HttpException {
  /** @param seconds until the limit resets */
  constructor(readonly seconds: number) {
    super('Too many calls: try again after the seconds in Retry-After.', HttpStatus.TOO_MANY_REQUESTS);
  }
}

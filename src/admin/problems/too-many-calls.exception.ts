import { HttpException, HttpStatus } from '@nestjs/common';

/** 429: nothing is left for this second, or this minute. */
export class TooManyCallsException extends HttpException {
  /** @param seconds until there is something left */
  constructor(readonly seconds: number) {
    super('Too many calls: try again when Retry-After has passed.', HttpStatus.TOO_MANY_REQUESTS);
  }
}

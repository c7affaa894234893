import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyCallsException } from './problems/too-many-calls.exception.js';

/** The calls of all keys together, on one node. */
const CALLS_PER_SECOND = 1_000;
/** The wrong keys that one address may try on one node. Then it waits until the minute ends. */
const WRONG_KEYS_PER_MINUTE = 60;

/**
 * Limits the calls of the admin API on this node. Nest makes one instance of a guard for each module that uses it: a
 * counter in the guard would allow the limit once per module.
 */
@Injectable()
export class AdminLimits {
  readonly #calls = new RateLimiterMemory({ points: CALLS_PER_SECOND, duration: 1 });
  readonly #wrongKeys = new RateLimiterMemory({ points: WRONG_KEYS_PER_MINUTE, duration: 60 });

  /** @throws TooManyCallsException 429, if this second has no calls left */
  takeCall(): Promise<void> {
    return take(this.#calls, 'all');
  }

  /** @throws TooManyCallsException 429, if this address has no tries left in this minute */
  takeWrongKey(address: string): Promise<void> {
    return take(this.#wrongKeys, address);
  }
}

async function take(limiter: RateLimiterMemory, who: string): Promise<void> {
  try {
    await limiter.consume(who);
  } catch (refusal) {
    const ms = refusal instanceof RateLimiterRes ? refusal.msBeforeNext : 0;
    throw new TooManyCallsException(Math.max(Math.ceil(ms / 1_000), 1));
  }
}

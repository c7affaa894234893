import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyCallsException } from './problems/too-many-calls.exception.js';

/** Calls that those with a key may make together, a node. */
const CALLS_PER_SECOND = 1_000;
/** Wrong keys that an address may try, a node; then it waits for the minute to end. */
const WRONG_KEYS_PER_MINUTE = 60;

/**
 * How much of the admin API a node answers. Nest makes a guard anew for each module that uses it: what is
 * counted there would be allowed once per module.
 */
@Injectable()
export class AdminLimits {
  readonly #calls = new RateLimiterMemory({ points: CALLS_PER_SECOND, duration: 1 });
  readonly #wrongKeys = new RateLimiterMemory({ points: WRONG_KEYS_PER_MINUTE, duration: 60 });

  /** @throws TooManyCallsException 429, where nothing is left of this second */
  takeCall(): Promise<void> {
    return take(this.#calls, 'all');
  }

  /** @throws TooManyCallsException 429, where nothing is left for this address and minute */
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

import { Injectable } from '@nestjs/common';
import { type RecordedOutcome, recordedOutcomeOf } from './recorded-outcome.js';
import { DUPLICATE_WINDOW_MS } from './idempotency.service.js';
import type { Outcome } from '../pipeline/outcome.js';
import { Redis } from '../redis/redis.js';

const PREFIX = 'presend:answer:';

/**
 * The outcomes of all nodes within the last minute, in Redis. Other nodes find them there before the record is stored,
 * and also while PostgreSQL is unavailable.
 */
@Injectable()
export class RedisClaims {
  constructor(private readonly redis: Redis) {}

  get isConfigured(): boolean {
    return this.redis.isConfigured;
  }

  /**
   * Claims the keys of an outcome.
   *
   * @returns the outcome of another node if that node was first; `undefined` if this node is
   * @throws RedisAwayError
   */
  async claim(outcome: Outcome): Promise<RecordedOutcome | undefined> {
    const { idempotencyKey, resendKey } = outcome.event;
    const value = JSON.stringify(recordedOutcomeOf(outcome));
    const [earlier] = await this.redis.run((client) =>
      Promise.all(
        [idempotencyKey, resendKey].map((key) =>
          key === undefined
            ? null
            : client.set(PREFIX + key, value, {
                condition: 'NX',
                GET: true,
                expiration: { type: 'PX', value: DUPLICATE_WINDOW_MS },
              }),
        ),
      ),
    );
    return earlier ? parsed(earlier) : undefined;
  }

  /** The outcome that a node claimed a key with. @throws RedisAwayError */
  async find(key: string): Promise<RecordedOutcome | undefined> {
    const found = await this.redis.run((client) => client.get(PREFIX + key));
    return found ? parsed(found) : undefined;
  }
}

function parsed(json: string): RecordedOutcome {
  const outcome = JSON.parse(json) as RecordedOutcome & { receivedAt: string };
  return { ...outcome, receivedAt: new Date(outcome.receivedAt) };
}

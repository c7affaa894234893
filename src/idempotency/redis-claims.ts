import { Injectable } from '@nestjs/common';
import { type RecordedOutcome, recordedOutcomeOf } from './recorded-outcome.js';
import { REPEAT_MS } from './idempotency.service.js';
import type { Outcome } from '../pipeline/outcome.js';
import { Redis } from '../redis/redis.js';

const PREFIX = 'presend:answer:';

/**
 * What all nodes have answered within the last minute, in Redis: there it is known before any record is stored,
 * and while PostgreSQL is away.
 */
@Injectable()
export class RedisClaims {
  constructor(private readonly redis: Redis) {}

  get isConfigured(): boolean {
    return this.redis.isConfigured;
  }

  /**
   * Claims an outcome's keys for it.
   *
   * @returns the answer of another node that was first; `undefined` where this one is
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
                expiration: { type: 'PX', value: REPEAT_MS },
              }),
        ),
      ),
    );
    return earlier ? parsed(earlier) : undefined;
  }

  /** @throws RedisAwayError */
  async find(key: string): Promise<RecordedOutcome | undefined> {
    const found = await this.redis.run((client) => client.get(PREFIX + key));
    return found ? parsed(found) : undefined;
  }
}

function parsed(json: string): RecordedOutcome {
  const answer = JSON.parse(json) as RecordedOutcome & { receivedAt: string };
  return { ...answer, receivedAt: new Date(answer.receivedAt) };
}

import { Injectable } from '@nestjs/common';
import { type Answer, answerOf } from './answer.js';
import { REPEAT_MS } from './answer-memory.service.js';
import type { Outcome } from '../pipeline/outcome.js';
import { Redis } from '../redis/redis.service.js';

const PREFIX = 'presend:answer:';

/**
 * What all nodes have answered within the last minute, in Redis: there it is known before any record is stored,
 * and while PostgreSQL is away.
 */
@Injectable()
export class SharedAnswers {
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
  async claim(outcome: Outcome): Promise<Answer | undefined> {
    const { repeatKey, resendKey } = outcome.event;
    const value = JSON.stringify(answerOf(outcome));
    const [earlier] = await this.redis.run((client) =>
      Promise.all(
        [repeatKey, resendKey].map((key) =>
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
  async find(key: string): Promise<Answer | undefined> {
    const found = await this.redis.run((client) => client.get(PREFIX + key));
    return found ? parsed(found) : undefined;
  }
}

function parsed(json: string): Answer {
  const answer = JSON.parse(json) as Answer & { receivedAt: string };
  return { ...answer, receivedAt: new Date(answer.receivedAt) };
}

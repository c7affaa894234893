import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import type { Callback } from '../pipeline/callback.js';
import { Deadline } from '../resilience/deadline.js';
import type { Decision } from '../pipeline/decision.js';
import { openimKey } from './openim-event.js';
import type { OpenimMessageDto } from './openim-message.dto.js';

type Remembered = Pick<RecordedOutcome, 'conversationId' | 'verdict' | 'decidedBy' | 'hits'>;

/** OpenIM asks the second time within the same request of its client, which waits ten seconds at the most. */
const TTL_MS = 15_000;
/** Of a node that does nothing but OpenIM the messages of three seconds: most ask again within one. */
const MOST = 20_000;
/** From the arrival of the second callback: what is left of the deadline has to do for a judgement of its own. */
const FIND_MS = 250;

/** What was said of a message before it was sent, or why nobody knows. */
export interface BeforeSend {
  readonly answer?: Remembered;
  readonly failure?: string;
}

/**
 * What was said before-send, by serverMsgID: of this node from memory, of others from where they have recorded it.
 * `callbackBeforeMsgModifyCommand` asks of the same message again and does not say in which group it is.
 */
@Injectable()
export class BeforeSendMemory {
  readonly #byServerMsgId = new LRUCache<string, Remembered>({ max: MOST, ttl: TTL_MS });

  constructor(private readonly answers: IdempotencyService) {}

  remember(serverMsgId: string | undefined, { event, verdict, decidedBy, findings }: Decision): void {
    if (!serverMsgId) return;
    const { conversationId } = event;
    this.#byServerMsgId.set(serverMsgId, { conversationId, verdict, decidedBy, hits: findings?.hits });
  }

  async recall(callback: Callback, message: OpenimMessageDto): Promise<BeforeSend> {
    const { serverMsgID } = message;
    const answer = serverMsgID ? this.#byServerMsgId.get(serverMsgID) : undefined;
    if (answer) return { answer };
    const key = openimKey('callbackBeforeSendGroupMsgCommand', message);
    return key === undefined ? {} : this.#elsewhere(callback, key);
  }

  async #elsewhere(callback: Callback, key: string): Promise<BeforeSend> {
    const patience = new Deadline(callback.startedAt, FIND_MS);
    const { value: answer } = await callback.deadline.attempt(() => this.answers.recall(key, patience));
    patience.close();
    if (answer) return { answer };
    return patience.passed
      ? { failure: `what was said before-send was not found within ${FIND_MS} ms: judged anew` }
      : {};
  }
}

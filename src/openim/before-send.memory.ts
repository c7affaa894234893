import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Decision } from '../callback/decision.js';
import type { Verdict } from '../callback/verdict.js';

interface Remembered {
  readonly conversationId: string | null;
  readonly verdict: Verdict;
  readonly decidedBy: string;
}

/** OpenIM asks the second time within the same request of its client, which waits ten seconds at the most. */
const TTL_MS = 15_000;
const MOST = 50_000;

/**
 * What was said before-send, by serverMsgID. `callbackBeforeMsgModifyCommand` asks of the same message again
 * and does not say in which group it is.
 */
@Injectable()
export class BeforeSendMemory {
  readonly #byServerMsgId = new LRUCache<string, Remembered>({ max: MOST, ttl: TTL_MS });

  remember(serverMsgId: string | undefined, { event, verdict, decidedBy }: Decision): void {
    if (!serverMsgId) return;
    this.#byServerMsgId.set(serverMsgId, { conversationId: event.conversationId, verdict, decidedBy });
  }

  recall(serverMsgId: string | undefined): Remembered | undefined {
    return serverMsgId ? this.#byServerMsgId.get(serverMsgId) : undefined;
  }
}

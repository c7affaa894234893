import { Injectable } from '@nestjs/common';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { KeywordLists } from '../keywords/keyword-lists.js';

/** Which words of a message are to be covered, and with what. */
export interface Mask {
  readonly with: string;
  readonly lists: readonly string[];
  readonly keywords: KeywordLists;
}

/** What the rules said of a message, until it leaves. */
@Injectable()
export class PendingMasks {
  // By the request, which every version of an event has: enrichers are given copies.
  readonly #masks = new WeakMap<object, Mask>();

  remember({ request }: CallbackEvent, mask: Mask): void {
    this.#masks.set(request, mask);
  }

  of({ request }: CallbackEvent): Mask | undefined {
    return this.#masks.get(request);
  }
}

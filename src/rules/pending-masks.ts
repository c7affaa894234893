import { Injectable } from '@nestjs/common';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { Mask } from './engine/mask-text.js';

/** The masks that the rules asked for, from the decision until the reply is made. */
@Injectable()
export class PendingMasks {
  // The key is the request: each copy of an event has the same one.
  readonly #masks = new WeakMap<object, Mask>();

  remember({ request }: CallbackEvent, mask: Mask): void {
    this.#masks.set(request, mask);
  }

  of({ request }: CallbackEvent): Mask | undefined {
    return this.#masks.get(request);
  }
}

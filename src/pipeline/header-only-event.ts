import { type CallbackEvent, createEvent } from './callback-event.js';
import type { Callback } from './callback.js';

/** The event of a callback whose body the node could not read, or does not look at. */
export function headerOnlyEvent(callback: Callback): CallbackEvent {
  const { platform, command } = callback;
  return createEvent({
    kind: command?.kind,
    platform: platform.name,
    family: command?.family ?? 'unknown',
    ...platform.eventHead(callback),
  });
}

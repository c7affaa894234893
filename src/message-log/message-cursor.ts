import { BadRequestException } from '@nestjs/common';
import type { StoredRecord } from './message-item.js';

/** Where a page ended: the moment in milliseconds and the id of its last record. */
type Cursor = readonly [receivedAt: number, id: string];

export function cursorAfter({ received_ms, id }: StoredRecord): string {
  const cursor: Cursor = [Math.round(received_ms), id];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

export function cursorOf(text: string): Cursor {
  try {
    const [receivedAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (Number.isSafeInteger(receivedAt) && typeof id === 'string' && /^[\da-f-]{36}$/.test(id)) {
      return [receivedAt as number, id];
    }
  } catch {
    // Said below: it is the same fault.
  }
  throw new BadRequestException('cursor is not one that this API gave: leave it out to begin at the newest');
}

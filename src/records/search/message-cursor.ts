import { isUUID } from 'class-validator';
import { fromCursor, toCursor } from '../../admin/text-cursor.js';
import type { StoredRecord } from './message-item.js';

/** Where a page ended: the moment in milliseconds and the id of its last record. */
type Cursor = readonly [receivedAt: number, id: string];

/** PostgreSQL knows no later moments, and there are no such records. */
const LAST_MS = Date.parse('9999-12-31');

export function cursorAfter({ received_ms, id }: StoredRecord): string {
  const cursor: Cursor = [Math.round(received_ms), id];
  return toCursor(cursor);
}

/** @throws FaultyCallException where it is none of these */
export function cursorOf(text: string): Cursor {
  return fromCursor<Cursor>(
    text,
    ([receivedAt, id, ...more]) =>
      more.length === 0 &&
      Number.isSafeInteger(receivedAt) &&
      Math.abs(receivedAt as number) < LAST_MS &&
      typeof id === 'string' &&
      isUUID(id),
  );
}

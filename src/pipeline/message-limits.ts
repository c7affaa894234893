import { sourceOf, writeElements } from '../json/element-source.js';
import type { CallbackEvent, MessageContent } from './callback-event.js';

/** The largest number of bytes that one UTF-16 code unit takes in UTF-8. */
const BYTES_PER_UNIT = 3;

/**
 * Checks a changed message against the vendor's limits. A message that was too large before the change may stay as large
 * as it was.
 *
 * @param changed the message as it would be delivered
 * @param original the message as it arrived
 * @returns the broken limit, in words; `undefined` if none is broken
 */
export function limitViolation(
  changed: MessageContent,
  original: MessageContent,
  { bytes, violation }: CallbackEvent['limits'],
): string | undefined {
  const found = violation?.(changed, original);
  if (found !== undefined || bytes === undefined || largestSizeOf(changed) <= bytes) return found;
  const size = sizeOf(changed, original);
  if (size <= bytes || size <= sizeOf(original, original)) return undefined;
  return `the message would have ${size} bytes, more than the ${bytes} that fit`;
}

/** An upper bound of the size in bytes, without serializing; infinite if an element has no source text. */
function largestSizeOf({ elements, cloudCustomData }: MessageContent): number {
  let units = 2 + elements.length + (cloudCustomData?.length ?? 0);
  for (const element of elements) units += sourceOf(element)?.length ?? Infinity;
  return BYTES_PER_UNIT * units;
}

function sizeOf(event: MessageContent, original: MessageContent): number {
  return (
    Buffer.byteLength(writeElements(event.elements, original.elements)) +
    Buffer.byteLength(event.cloudCustomData ?? '')
  );
}

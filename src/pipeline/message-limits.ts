import { sourceOf, writeElements } from '../json/element-source.js';
import type { MessageContent, MessageElement, CallbackEvent } from './callback-event.js';

/** Of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3;

/**
 * Tells in words what the vendor would not take of a changed message, `undefined` where it fits. What was too
 * much before the change is not the change's fault.
 *
 * @param changed the message as it would leave
 * @param original the message as it came
 */
export function limitViolation(
  changed: MessageContent,
  original: MessageContent,
  { bytes, elementsOfType = {}, faultOf }: CallbackEvent['limits'],
): string | undefined {
  for (const type in elementsOfType) {
    const most = Math.max(elementsOfType[type]!, countOf(original.elements, type));
    if (countOf(changed.elements, type) > most) return `the message may hold at most ${most} ${type}`;
  }
  const fault = faultOf?.(changed, original);
  if (fault !== undefined || bytes === undefined || mostSizeOf(changed) <= bytes) return fault;
  const size = sizeOf(changed, original);
  if (size <= bytes || size <= sizeOf(original, original)) return undefined;
  return `the message would have ${size} bytes, more than the ${bytes} that fit`;
}

function countOf(elements: readonly MessageElement[], type: string): number {
  return elements.reduce((count, element) => (element['MsgType'] === type ? count + 1 : count), 0);
}

/** More than a message can have, without writing it; infinite where it has to be written. */
function mostSizeOf({ elements, cloudCustomData }: MessageContent): number {
  let units = 2 + elements.length + (cloudCustomData?.length ?? 0);
  for (const element of elements) units += sourceOf(element)?.length ?? Infinity;
  return MOST_BYTES * units;
}

function sizeOf(event: MessageContent, original: MessageContent): number {
  return (
    Buffer.byteLength(writeElements(event.elements, original.elements)) +
    Buffer.byteLength(event.cloudCustomData ?? '')
  );
}

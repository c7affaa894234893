import { writeElements } from './element-source.js';
import type { MessageElement, MessageEvent } from './message-event.js';

/**
 * Tells in words what the vendor would not take of a changed message, `undefined` where it fits. What was too
 * much before the change is not the change's fault.
 *
 * @param changed the message as it would leave
 * @param original the message as it came
 */
export function excessOf(changed: MessageEvent, original: MessageEvent): string | undefined {
  const { bytes, elementsOfType = {}, faultOf } = changed.limits;
  for (const type in elementsOfType) {
    const most = Math.max(elementsOfType[type]!, countOf(original.elements, type));
    if (countOf(changed.elements, type) > most) return `the message may hold at most ${most} ${type}`;
  }
  const fault = faultOf?.(changed, original);
  if (fault !== undefined || bytes === undefined) return fault;
  const size = sizeOf(changed, original);
  if (size <= bytes || size <= sizeOf(original, original)) return undefined;
  return `the message would have ${size} bytes, more than the ${bytes} that fit`;
}

function countOf(elements: readonly MessageElement[], type: string): number {
  return elements.reduce((count, element) => (element['MsgType'] === type ? count + 1 : count), 0);
}

function sizeOf(event: MessageEvent, original: MessageEvent): number {
  return (
    Buffer.byteLength(writeElements(event.elements, original.elements)) +
    Buffer.byteLength(event.cloudCustomData ?? '')
  );
}

import { sourceOf } from '../json/element-source.js';
import type { MessageContent, MessageElement, MessageLimits } from '../pipeline/callback-event.js';

/** Custom elements that Tencent accepts in one message. */
const CUSTOM_ELEMENTS = 1;

/** What Tencent accepts of a changed message. */
export const TENCENT_LIMITS: MessageLimits = { bytes: 12 * 1024, violation };

function violation({ elements }: MessageContent, original: MessageContent): string | undefined {
  // A message that arrived with more of them may keep them.
  const most = Math.max(CUSTOM_ELEMENTS, customElementsOf(original.elements));
  if (customElementsOf(elements) > most) return `the message may hold at most ${most} TIMCustomElem`;
  // Elements that arrived may have any shape: the vendor sent them so.
  const at = elements.findIndex((element) => sourceOf(element) === undefined && !isTimElement(element));
  return at === -1 ? undefined : `element ${at} is not { MsgType: string, MsgContent: object }`;
}

function customElementsOf(elements: readonly MessageElement[]): number {
  return elements.reduce((count, { MsgType }) => (MsgType === 'TIMCustomElem' ? count + 1 : count), 0);
}

function isTimElement({ MsgType: type, MsgContent: content }: MessageElement): boolean {
  return (
    typeof type === 'string' &&
    type !== '' &&
    typeof content === 'object' &&
    content !== null &&
    !Array.isArray(content)
  );
}

import { sourceOf } from '../json/element-source.js';
import type { MessageContent, MessageElement, MessageLimits } from '../pipeline/callback-event.js';

/** What Tencent takes of a changed message. */
export const LIMITS: MessageLimits = { bytes: 12 * 1024, elementsOfType: { TIMCustomElem: 1 }, faultOf };

/** Those that came are as the vendor sent them, whatever that is. */
function faultOf({ elements }: MessageContent): string | undefined {
  const at = elements.findIndex((element) => sourceOf(element) === undefined && !isTimElement(element));
  return at === -1 ? undefined : `element ${at} is not { MsgType: string, MsgContent: object }`;
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

import type { MessageElement } from '../callback/message-event.js';
import { objectOf } from '../callback/readable-text.js';

/** What marks the level's element, and the level's member of OpenIM's `ex`. */
export const LEVEL_MARK = 'CustomElement.MemberLevel';

/** The element that carries a level; an empty one says that there is none. */
export function levelElement(level: string): MessageElement {
  return { MsgType: 'TIMCustomElem', MsgContent: { Desc: LEVEL_MARK, Data: level } };
}

/** An element that claims to carry a level: whoever sent it, a level is ours to say. */
export function isLevelElement({ MsgType, MsgContent }: MessageElement): boolean {
  return MsgType === 'TIMCustomElem' && objectOf(MsgContent)['Desc'] === LEVEL_MARK;
}

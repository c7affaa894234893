import { rememberSource } from '../json/element-source.js';
import type { MessageElement } from '../pipeline/callback-event.js';
import { objectOf } from '../json/readable-text.js';

/** What marks the level's element, and the level's member of OpenIM's `ex`. */
export const LEVEL_MARK = 'CustomElement.MemberLevel';

/** A company has few levels: their elements are made, and written as JSON, once. */
const MOST_KEPT = 1_000;
const kept = new Map<string, MessageElement>();

/** The element that carries a level; an empty one says that there is none. */
export function levelElement(level: string): MessageElement {
  let element = kept.get(level);
  if (!element) {
    if (kept.size >= MOST_KEPT) kept.clear();
    element = { MsgType: 'TIMCustomElem', MsgContent: { Desc: LEVEL_MARK, Data: level } };
    rememberSource(element, JSON.stringify(element));
    kept.set(level, element);
  }
  return element;
}

/** An element that claims to carry a level: whoever sent it, a level is ours to say. */
export function isLevelElement({ MsgType, MsgContent }: MessageElement): boolean {
  return MsgType === 'TIMCustomElem' && objectOf(MsgContent)['Desc'] === LEVEL_MARK;
}

import { rememberSource } from '../json/element-source.js';
import { objectOf } from '../json/readable-text.js';
import type { CallbackEvent, MessageElement } from '../pipeline/callback-event.js';
import { LEVEL_MARK } from '../pipeline/level-mark.js';
import type { Enrichment } from '../pipeline/extensions/message-enricher.js';
import { limitViolation } from '../pipeline/message-limits.js';

/** A company has few levels: the node makes and writes the element of each only once. */
const MOST_KEPT = 1_000;

/** Puts a level into a message of Tencent, as its last custom element. */
export class TencentLevels {
  readonly #kept = new Map<string, MessageElement>();

  /**
   * Appends the level's element, and removes the elements that a client sent in its place.
   *
   * @param level `null`: the sender has none
   * @returns `undefined` if nothing has to change
   */
  stamp(event: CallbackEvent, level: string | null): Enrichment | undefined {
    const genuine = event.elements.filter((element) => !isLevelElement(element));
    const isForged = genuine.length < event.elements.length;
    if (level === null) return isForged ? { elements: this.#orEmptyLevel(genuine) } : undefined;
    const stamped = [...genuine, this.elementOf(level)];
    // The new message is compared with the sender's own elements: a removed forgery gives no extra room.
    const { cloudCustomData, limits } = event;
    const violation = limitViolation(
      { elements: stamped, cloudCustomData },
      { elements: genuine, cloudCustomData },
      limits,
    );
    if (!violation) return { elements: stamped };
    const note = `no level: ${violation}`;
    return isForged ? { elements: this.#orEmptyLevel(genuine), note } : { note };
  }

  /** The element that carries a level; an empty level means "no level". */
  elementOf(level: string): MessageElement {
    let element = this.#kept.get(level);
    if (!element) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      element = { MsgType: 'TIMCustomElem', MsgContent: { Desc: LEVEL_MARK, Data: level } };
      rememberSource(element, JSON.stringify(element));
      this.#kept.set(level, element);
    }
    return element;
  }

  /** A message needs at least one element. A message that was only a forged level becomes an empty level. */
  #orEmptyLevel(elements: readonly MessageElement[]): readonly MessageElement[] {
    return elements.length > 0 ? elements : [this.elementOf('')];
  }
}

/** Tells whether an element claims to carry a level. Only Presend may add one. */
function isLevelElement({ MsgType, MsgContent }: MessageElement): boolean {
  return MsgType === 'TIMCustomElem' && objectOf(MsgContent)['Desc'] === LEVEL_MARK;
}

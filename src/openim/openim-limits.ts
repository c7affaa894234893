import type { MessageContent, MessageLimits } from '../pipeline/callback-event.js';
import { objectOf } from '../json/readable-text.js';

/** OpenIM accepts a changed message only as one element whose content is an object. */
export const OPENIM_LIMITS: MessageLimits = { violation };

/** The reply to the word filter can carry only a content. */
export const WORD_FILTER_LIMITS: MessageLimits = {
  violation: (changed, original) =>
    changed.cloudCustomData === original.cloudCustomData
      ? violation(changed, original)
      : "the word filter's reply cannot carry an ex",
};

function violation({ elements }: MessageContent, original: MessageContent): string | undefined {
  const [element] = elements;
  if (element === original.elements[0] && elements.length === 1) return undefined;
  if (elements.length !== 1) return `an OpenIM message has one element, not ${elements.length}`;
  const { contentType, content } = element!;
  if (contentType !== original.elements[0]?.['contentType']) return 'its contentType is another than before';
  if (objectOf(content) !== content || Array.isArray(content)) return 'its content is not an object';
  return undefined;
}

import type { CallbackEvent, MessageElement } from '../pipeline/callback-event.js';

const TEXT = 101;

/** OpenIM's words, for what stands behind the event: rules, explanations, tests of rules. */
export const openimFacts = {
  name: 'openim',

  elementType({ contentType }: MessageElement): string | undefined {
    return contentType === undefined ? undefined : String(contentType);
  },

  elementContent({ content }: MessageElement): unknown {
    return content;
  },

  /** The element of a plain text. */
  textElement(text: string): MessageElement {
    return { contentType: TEXT, content: { content: text } };
  },

  /** Whether an administrator sends in the name of the sender. */
  isAdminCall({ operatorId, senderId }: CallbackEvent): boolean {
    return operatorId !== null && operatorId !== senderId;
  },
} as const;

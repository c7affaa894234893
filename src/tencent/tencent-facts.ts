import type { CallbackEvent, MessageElement } from '../pipeline/callback-event.js';

const REST_API = 'RESTAPI';

/** Tencent's words, for what stands behind the event: rules, explanations, tests of rules. */
export const tencentFacts = {
  name: 'tencent',

  elementType({ MsgType }: MessageElement): string | undefined {
    return MsgType === undefined ? undefined : String(MsgType);
  },

  elementContent({ MsgContent }: MessageElement): unknown {
    return MsgContent;
  },

  /** The element of a plain text. */
  textElement(text: string): MessageElement {
    return { MsgType: 'TIMTextElem', MsgContent: { Text: text } };
  },

  /** Whether an administrator sends: through the REST API, or in the name of the sender. */
  isAdminCall({ clientPlatform, operatorId, senderId }: CallbackEvent): boolean {
    return clientPlatform === REST_API || (operatorId !== null && operatorId !== senderId);
  },
} as const;

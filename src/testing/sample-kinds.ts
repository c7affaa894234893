import { randomBytes, randomInt } from 'node:crypto';
import type { CodeRange } from '../index.js';
import type { GoType } from './go-json.js';
import type { VendorCallback } from './vendor-callback.js';

/** A command: who sends it, what its answer may say, and a body that its vendor could have sent. */
export interface CallbackSample {
  readonly platform: VendorCallback['platform'];
  /** The codes that reach the sender's client; `null`: the vendor has none for it. */
  readonly codes: CodeRange | null;
  /** Members of the answer besides the verdict that the vendor reads. */
  readonly reads: readonly string[] | Readonly<Record<string, GoType>>;
  /** Those of them that have to be there. */
  readonly needs?: readonly string[];
  /** Whether the message can be dropped without a word. */
  readonly canDrop: boolean;
  /** The members of a request; each call makes another message. */
  readonly body: () => Record<string, unknown>;
}

/** The text element of a Tencent `MsgBody`. */
export const textElement = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } }) as const;

/** The `content` of an OpenIM text message. */
export const textContent = (content: string): string => JSON.stringify({ content });

export const GROUP_CODES: CodeRange = [10100, 10200];
export const PEER_CODES: CodeRange = [120001, 130000];
export const GIFT_CODES: CodeRange = [102100, 102200];
const OPENIM_CODES: CodeRange = [5000, 9999];

export const random32 = (): number => randomInt(2 ** 32);
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** A Tencent command that asks before a message: all of them may drop it or change it. */
export const tencentMessage = (codes: CodeRange, body: () => object): CallbackSample => ({
  platform: 'tencent',
  codes,
  reads: ['MsgBody', 'CloudCustomData'],
  canDrop: true,
  body: () => ({ MsgBody: [textElement('hello')], OnlineOnlyFlag: 0, EventTime: Date.now(), ...body() }),
});

/** A Tencent command that asks before something else is done. */
export const tencentAction = (
  codes: CodeRange | null,
  reads: readonly string[],
  body: () => object,
): CallbackSample => ({
  platform: 'tencent',
  codes,
  reads,
  canDrop: false,
  body: () => ({ EventTime: Date.now(), ...body() }),
});

/** One that asks about friends: each of them gets a result, and a code for all is not looked at. */
export const tencentFriends = (body: () => object): CallbackSample => ({
  ...tencentAction(null, ['ResultItem'], () => ({
    Requester_Account: 'jared',
    From_Account: 'jared',
    ...body(),
  })),
  needs: ['ResultItem'],
});

/** An OpenIM command about a message. @param reads what Go's struct of the answer has besides the verdict */
export const openimMessage = (reads: Readonly<Record<string, GoType>>, body: object): CallbackSample => ({
  platform: 'openim',
  codes: OPENIM_CODES,
  reads,
  canDrop: false,
  body: () => ({ ...openimFields(), ...body }),
});

const openimFields = () => ({
  sendID: 'jared',
  serverMsgID: randomBytes(16).toString('hex'),
  clientMsgID: randomBytes(16).toString('hex'),
  operationID: randomBytes(8).toString('hex'),
  senderPlatformID: 5,
  senderNickname: 'Jared',
  sessionType: 3,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: Date.now(),
  createTime: Date.now(),
  content: textContent('hello'),
  seq: 0,
  atUserList: null,
  faceURL: '',
  ex: '',
});

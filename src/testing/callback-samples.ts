import { randomBytes, randomInt } from 'node:crypto';
import type { CodeRange } from '../index.js';
import type { GoType } from './go-json.js';
import type { VendorCallback } from './vendor-callback.js';

/** A command: who sends it, what its answer may say, and a body that its vendor could have sent. */
export interface CallbackSample {
  readonly platform: VendorCallback['platform'];
  /** The codes that reach the sender's client. */
  readonly codes: CodeRange;
  /** Members of the answer besides the verdict that the vendor reads. */
  readonly reads: readonly string[] | Readonly<Record<string, GoType>>;
  /** Whether the message can be dropped without a word. */
  readonly canDrop: boolean;
  /** The members of a request; each call makes another message. */
  readonly body: () => Record<string, unknown>;
}

/** The text element of a Tencent `MsgBody`. */
export const textElement = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } }) as const;

/** The `content` of an OpenIM text message. */
export const textContent = (content: string): string => JSON.stringify({ content });

const GROUP_CODES: CodeRange = [10100, 10200];
const PEER_CODES: CodeRange = [120001, 130000];
const OPENIM_CODES: CodeRange = [5000, 9999];

const random32 = (): number => randomInt(2 ** 32);
const seconds = (): number => Math.floor(Date.now() / 1000);

/** A Tencent command that asks before a message: all of them may drop it or change it. */
const tencentMessage = (codes: CodeRange, body: () => object): CallbackSample => ({
  platform: 'tencent',
  codes,
  reads: ['MsgBody', 'CloudCustomData'],
  canDrop: true,
  body: () => ({ MsgBody: [textElement('hello')], OnlineOnlyFlag: 0, EventTime: Date.now(), ...body() }),
});

/** An OpenIM command about a message. @param reads what Go's struct of the answer has besides the verdict */
const openimMessage = (reads: Readonly<Record<string, GoType>>, body: object): CallbackSample => ({
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

/** What `callbackBeforeMsgModifyCommand` may change. */
const MODIFIED: Readonly<Record<string, GoType>> = {
  content: 'string',
  recvID: 'string',
  groupID: 'string',
  clientMsgID: 'string',
  serverMsgID: 'string',
  senderPlatformID: 'int32',
  senderNickname: 'string',
  senderFaceURL: 'string',
  sessionType: 'int32',
  msgFrom: 'int32',
  contentType: 'int32',
  status: 'int32',
  options: 'bool-map',
  offlinePushInfo: 'object',
  atUserIDList: 'string-list',
  attachedInfo: 'string',
  ex: 'string',
};

const samples = {
  'Group.CallbackBeforeSendMsg': tencentMessage(GROUP_CODES, () => ({
    GroupId: '@TGS#2J4SZEAEL',
    Type: 'Public',
    From_Account: 'jared',
    Operator_Account: 'jared',
    Random: random32(),
  })),
  'OfficialAccount.CallbackBeforeSendMsg': tencentMessage(PEER_CODES, () => ({
    Official_Account: '@TOA#_2J4SZEAEL',
  })),
  'C2C.CallbackBeforeSendMsg': tencentMessage(PEER_CODES, () => {
    const [MsgSeq, MsgRandom, MsgTime] = [random32(), random32(), seconds()];
    const MsgKey = `${MsgSeq}_${MsgRandom}_${MsgTime}`;
    return { From_Account: 'jared', To_Account: 'ann', MsgSeq, MsgRandom, MsgTime, MsgKey };
  }),
  callbackBeforeSendGroupMsgCommand: openimMessage({}, { groupID: 'group567' }),
  callbackBeforeSendSingleMsgCommand: openimMessage({}, { sessionType: 1, recvID: 'ann' }),
  callbackBeforeMsgModifyCommand: openimMessage(MODIFIED, {}),
} satisfies Record<string, CallbackSample>;

/** A command of which there is a sample. */
export type SampleCommand = keyof typeof samples;

/** The samples, by command: another command is another member. */
export const CALLBACK_SAMPLES: Readonly<Record<SampleCommand, CallbackSample>> = samples;

/** @returns `undefined` where there is no sample of the command */
export function sampleOf(command: string): CallbackSample | undefined {
  return Object.hasOwn(samples, command) ? CALLBACK_SAMPLES[command as SampleCommand] : undefined;
}

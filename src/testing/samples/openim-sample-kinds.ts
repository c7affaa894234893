import type { CodeRange } from '../../platform.js';
import type { GoStruct } from '../go-json.js';
import { type CommandSample, sampleTime, type MemberUse, randomId, textContent } from './sample-kinds.js';

const OPENIM_CODES: CodeRange = [5000, 9999];

/** What Go's struct of an answer has besides the verdict. */
export type Reads = GoStruct;

/** A command that asks before something is done. */
export const openimAction = (
  reads: Reads,
  body: () => Record<string, unknown>,
  uses: Readonly<Record<string, MemberUse>> = {},
): CommandSample => ({
  platform: 'openim',
  kind: 'action',
  codes: OPENIM_CODES,
  reads,
  uses,
  canDrop: false,
  body,
});

/** One that tells. */
export const openimNotice = (body: () => Record<string, unknown>): CommandSample => ({
  ...openimAction({}, body),
  kind: 'notice',
  codes: null,
});

/** One that asks about a message. */
export const openimMessageSample = (
  reads: Reads,
  body: object,
  uses: Readonly<Record<string, MemberUse>> = {},
): CommandSample => ({
  ...openimAction(reads, () => ({ ...messageFields(), ...body }), uses),
  kind: 'message',
});

/** One that tells of a message. */
export const openimMessageNotice = (body: object): CommandSample =>
  openimNotice(() => ({ ...messageFields(), ...body }));

/** Go writes every field: texts as `""`, lists as `null`. */
export const messageFields = () => ({
  sendID: 'jared',
  serverMsgID: randomId(16),
  clientMsgID: randomId(16),
  operationID: randomId(8),
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

/** What names a request of somebody's connection. */
export const connection = () => ({
  operationID: `p_2_${randomId(4)}`,
  platformID: 2,
  platform: 'Android',
  userID: 'jared',
  seq: sampleTime(),
});

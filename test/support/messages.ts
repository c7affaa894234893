import { APP } from './presend.js';

let messages = 0;

/** Valid callbacks, each of another message, for a test to change what it is about. */
export const GROUP = 'Group.CallbackBeforeSendMsg';
export const OFFICIAL_ACCOUNT = 'OfficialAccount.CallbackBeforeSendMsg';
export const C2C = 'C2C.CallbackBeforeSendMsg';
export const OPENIM_GROUP = 'callbackBeforeSendGroupMsgCommand';
export const OPENIM_MODIFY = 'callbackBeforeMsgModifyCommand';

export const ALLOWED = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';

export interface TextElement {
  readonly MsgType: 'TIMTextElem';
  readonly MsgContent: { readonly Text: string };
}

export const textElement = (Text: string): TextElement => ({ MsgType: 'TIMTextElem', MsgContent: { Text } });

export const groupMessage = (text: string, fields: object = {}): object => ({
  CallbackCommand: GROUP,
  GroupId: '@TGS#2J4SZEAEL',
  Type: 'Public',
  From_Account: 'jared',
  Operator_Account: 'jared',
  Random: 123456 + messages++,
  OnlineOnlyFlag: 0,
  MsgBody: [textElement(text)],
  EventTime: 1670574414123,
  ...fields,
});

export const liveRoomMessage = (text: string, fields: object = {}): object =>
  groupMessage(text, { Type: 'Live', GroupId: 'room_1', ...fields });

export const officialAccountMessage = (text: string, fields: object = {}): object => ({
  CallbackCommand: OFFICIAL_ACCOUNT,
  Official_Account: '@TOA#_2J4SZEAEL',
  OnlineOnlyFlag: 0,
  MsgBody: [textElement(text)],
  EventTime: 1670574414123,
  ...fields,
});

export const c2cMessage = (text: string, fields: object = {}): object => ({
  CallbackCommand: C2C,
  From_Account: 'jared',
  To_Account: 'leckie',
  MsgSeq: 48374,
  MsgRandom: 2837546,
  MsgTime: 1557481126,
  MsgKey: `48374_${2837546 + messages++}_1557481126`,
  OnlineOnlyFlag: 0,
  MsgBody: [textElement(text)],
  EventTime: 1670574414123,
  ...fields,
});

export const openimMessage = (text: string, fields: object = {}): object => ({
  sendID: 'jared',
  callbackCommand: OPENIM_GROUP,
  serverMsgID: `0b26a6cbf0a1d1d5${messages++}`,
  clientMsgID: `f4ff24b7ab3a7d1c${messages++}`,
  operationID: '37a60d50',
  senderPlatformID: 5,
  senderNickname: 'Jared',
  sessionType: 3,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1746797848316,
  createTime: 1746797847589,
  content: JSON.stringify({ content: text }),
  seq: 0,
  atUserList: null,
  faceURL: '',
  ex: '',
  groupID: 'group567',
  ...fields,
});

/** The path of a Tencent callback, for those who send it themselves. */
export const tencentPath = (command: string): string => `/tencent?SdkAppid=${APP}&CallbackCommand=${command}`;

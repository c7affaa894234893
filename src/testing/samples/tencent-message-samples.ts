import { type CommandSample, random32, seconds, textElement } from './sample-kinds.js';
import {
  GROUP_CODES,
  GROUP_ID,
  messageKey,
  OFFICIAL_ACCOUNT,
  PEER_CODES,
  tencentMessageSample,
  tencentNoticeSample,
} from './tencent-sample-kinds.js';

const groupMessage = () => ({
  GroupId: GROUP_ID,
  Type: 'Public',
  From_Account: 'jared',
  Operator_Account: 'jared',
  Random: random32(),
});
const peers = () => ({ From_Account: 'jared', To_Account: 'ann' });
const hello = () => ({ MsgBody: [textElement('hello')], OnlineOnlyFlag: 0 });
const extension = () => ({
  OperateType: 1,
  ExtensionList: [{ Key: 'votes', Value: '1', Seq: 1 }],
  Seq: 1,
});

/** Messages: before they are sent, and what becomes of them. */
export const TENCENT_MESSAGE_SAMPLES = {
  'Group.CallbackBeforeSendMsg': tencentMessageSample(GROUP_CODES, groupMessage),
  'Group.CallbackAfterSendMsg': tencentNoticeSample(() => ({
    ...groupMessage(),
    ...hello(),
    MsgSeq: random32(),
    MsgTime: seconds(),
  })),
  'Group.CallbackSendMsgException': {
    ...tencentNoticeSample(() => ({
      ...groupMessage(),
      ...hello(),
      ErrorCode: 80001,
      ErrorInfo: 'msg text is dirty',
    })),
    hasNoClient: true,
  },
  'Group.CallbackAfterRecallMsg': tencentNoticeSample(() => ({
    GroupId: GROUP_ID,
    Type: 'Public',
    Operator_Account: 'jared',
    MsgSeqList: [{ MsgSeq: random32() }],
  })),
  'Group.CallbackAfterReadReceipt': tencentNoticeSample(() => ({
    GroupId: GROUP_ID,
    Type: 'Public',
    GroupMsgReceiptList: [{ MsgSeq: random32(), ReadNum: 1, UnreadNum: 2 }],
  })),
  'Group.CallbackAfterGroupMsgExtension': tencentNoticeSample(() => ({
    GroupId: GROUP_ID,
    Type: 'Public',
    MsgSeq: random32(),
    ...extension(),
  })),

  'C2C.CallbackBeforeSendMsg': tencentMessageSample(PEER_CODES, () => ({ ...peers(), ...messageKey() })),
  'C2C.CallbackAfterSendMsg': tencentNoticeSample(() => ({
    ...peers(),
    ...messageKey(),
    ...hello(),
    SendMsgResult: 0,
    ErrorInfo: 'send msg succeed',
    UnreadMsgNum: 1,
  })),
  'C2C.CallbackAfterMsgReport': tencentNoticeSample(() => ({
    Report_Account: 'jared',
    Peer_Account: 'ann',
    LastReadTime: seconds(),
    UnreadMsgNum: 0,
  })),
  'C2C.CallbackAfterMsgWithDraw': tencentNoticeSample(() => ({
    ...peers(),
    MsgKey: messageKey().MsgKey,
    UnreadMsgNum: 0,
  })),
  'C2C.CallbackAfterC2CMsgExtension': tencentNoticeSample(() => ({
    ...peers(),
    MsgKey: messageKey().MsgKey,
    ...extension(),
  })),

  'OfficialAccount.CallbackBeforeSendMsg': tencentMessageSample(PEER_CODES, () => ({
    Official_Account: OFFICIAL_ACCOUNT,
  })),
  'OfficialAccount.CallbackAfterSendMsg': tencentNoticeSample(() => {
    const { MsgKey, MsgTime } = messageKey();
    return { Official_Account: OFFICIAL_ACCOUNT, ...hello(), MsgKey, MsgTime };
  }),
  'OfficialAccount.CallbackAfterMsgWithDraw': tencentNoticeSample(() => ({
    Official_Account: OFFICIAL_ACCOUNT,
    WithdrawMsgList: [{ MsgKey: messageKey().MsgKey }],
  })),

  'Bot.OnC2CMessage': tencentNoticeSample(() => ({
    ...peers(),
    To_Account: '@RBT#001',
    ...messageKey(),
    MsgBody: [textElement('hello')],
  })),
  'Bot.OnGroupMessage': tencentNoticeSample(() => ({
    ...groupMessage(),
    ...hello(),
    MsgSeq: random32(),
    AtRobots_Account: ['@RBT#001'],
  })),
  'Chatbot.OnC2CSignalMessage': tencentNoticeSample(() => {
    const { MsgSeq, MsgRandom, MsgKey } = messageKey();
    return { ...peers(), To_Account: '@RBT#001', MsgSeq, MsgRandom, MsgKey, Data: '{"signal":"stop"}' };
  }),
} satisfies Record<string, CommandSample>;

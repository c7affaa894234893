import { type SampleCommand, sampleOf } from './samples/callback-samples.js';
import { readAnswer } from './read-answer.js';
import { sampleTime, random32, seconds } from './samples/sample-kinds.js';
import { messageKey } from './samples/tencent-sample-kinds.js';
import type { VendorAnswer } from './vendor-answer.js';
import type { VendorCallback } from './vendor-callback.js';

type Members = Readonly<Record<string, unknown>>;

/** What a message gets when it is sent, besides what it had before. */
const SENT: Partial<Record<SampleCommand, () => Members>> = {
  'Group.CallbackAfterSendMsg': () => ({ MsgSeq: random32(), MsgTime: seconds() }),
  'C2C.CallbackAfterSendMsg': () => ({ SendMsgResult: 0, ErrorInfo: 'send msg succeed', UnreadMsgNum: 1 }),
  'OfficialAccount.CallbackAfterSendMsg': () => {
    const { MsgKey, MsgTime } = messageKey();
    return { MsgKey, MsgTime };
  },
};

/** Members of the answer to OpenIM's modify that have another name in a request. */
const RENAMED: Readonly<Record<string, string>> = { senderFaceURL: 'faceURL', atUserIDList: 'atUserList' };
/** Those that no request has. */
const UNTOLD = ['options', 'offlinePushInfo', 'attachedInfo'];
/** The session type of a message to one person. */
const SINGLE = 1;

/**
 * The callback that the vendor sends next about the same message, when the answer let it through: with the names that the
 * message keeps, and what the answer changed. After OpenIM's before-send that is `callbackBeforeMsgModifyCommand`, and
 * after that, as everywhere, the one that tells that it was sent.
 *
 * @param answer the answer to this callback
 * @returns `undefined` where the message was refused or dropped, where the answer counts as none, and where nothing follows
 * @example
 * const before = messageOf('Group.CallbackBeforeSendMsg', 'hello');
 * const after = followUpOf(before, await presend.client.send(before)); // Group.CallbackAfterSendMsg
 */
export function followUpOf(callback: VendorCallback, answer: VendorAnswer): VendorCallback | undefined {
  const after = sampleOf(callback.command)?.after;
  const { effect } = readAnswer(answer);
  if (after === undefined || effect.kind !== 'deliver') return undefined;
  return callback.platform === 'tencent'
    ? tencentFollowUp(callback, after, effect.changes)
    : openimFollowUp(callback, after, effect.changes);
}

function tencentFollowUp(callback: VendorCallback, command: SampleCommand, changes: Members): VendorCallback {
  const named = { CallbackCommand: command, EventTime: sampleTime() };
  const body = { ...callback.body, ...changes, ...SENT[command]?.(), ...named };
  return { platform: 'tencent', command, body, follows: callback };
}

function openimFollowUp(callback: VendorCallback, after: SampleCommand, changes: Members): VendorCallback {
  if (after === 'callbackBeforeMsgModifyCommand') {
    const { groupID: _group, recvID: _peer, ...message } = callback.body;
    return openimCallback(after, message, callback);
  }
  const changed = Object.entries(changes)
    .filter(([name]) => !UNTOLD.includes(name))
    .map(([name, value]) => [RENAMED[name] ?? name, value]);
  const { groupID, recvID, ...message } = { ...callback.body, ...Object.fromEntries(changed) } as Members;
  const { groupID: inGroup, recvID: toPeer } = callback.follows?.body ?? {};
  if (message['sessionType'] === SINGLE) {
    const body = { ...message, recvID: recvID ?? toPeer ?? '' };
    return openimCallback('callbackAfterSendSingleMsgCommand', body, callback);
  }
  return openimCallback(after, { ...message, groupID: groupID ?? inGroup ?? '' }, callback);
}

function openimCallback(command: SampleCommand, body: Members, follows: VendorCallback): VendorCallback {
  return { platform: 'openim', command, body: { ...body, callbackCommand: command }, follows };
}

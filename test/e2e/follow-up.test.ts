import { MemberLevelEnricher, type CallbackEvent, reject } from '../../src/index.js';
import {
  callbackOf,
  followUpOf,
  messageOf,
  type SampleCommand,
  TestPresend,
  textElement,
  type VendorCallback,
  vendorMatchers,
} from '../../src/testing/index.js';

expect.extend(vendorMatchers);

class NoCasino {
  readonly name = 'no-casino';
  readonly decide = ({ text }: CallbackEvent) => (text.includes('casino') ? reject(null, 'No.') : undefined);
}

const LEVEL = { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'CustomElement.MemberLevel', Data: 'LV7' } };
const LEVEL_IN_EX = '{"CustomElement.MemberLevel":"LV7"}';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({
    policies: [NoCasino],
    enrichers: [MemberLevelEnricher],
    serverUrl: process.env['PRESEND_TEST_DATABASE_URL']!,
  });
});
afterAll(() => presend.stop());

/** Sends a callback and all that follow it, as the vendor would. */
async function story(callback: VendorCallback): Promise<VendorCallback[]> {
  const sent: VendorCallback[] = [];
  for (let next: VendorCallback | undefined = callback; next;) {
    sent.push(next);
    const answer = await presend.client.send(next);
    expect(answer).toDeliver();
    next = followUpOf(next, answer);
  }
  return sent;
}

const commandsOf = (callbacks: readonly VendorCallback[]) => callbacks.map(({ command }) => command);
const firstRecord = async (command: string) =>
  (await presend.client.records()).find((record) => record.command === command);

describe.each<[SampleCommand, string[], Record<string, unknown>?]>([
  ['Group.CallbackBeforeSendMsg', ['Group.CallbackAfterSendMsg']],
  ['Group.CallbackBeforeSendMsg', ['Group.CallbackAfterSendMsg'], { Type: 'Live', GroupId: 'room_1' }],
  ['Group.CallbackBeforeSendMsg', ['Group.CallbackAfterSendMsg'], { MsgId: '1-2-4026038328' }],
  ['C2C.CallbackBeforeSendMsg', ['C2C.CallbackAfterSendMsg']],
  ['OfficialAccount.CallbackBeforeSendMsg', ['OfficialAccount.CallbackAfterSendMsg']],
  [
    'callbackBeforeSendGroupMsgCommand',
    ['callbackBeforeMsgModifyCommand', 'callbackAfterSendGroupMsgCommand'],
  ],
  [
    'callbackBeforeSendSingleMsgCommand',
    ['callbackBeforeMsgModifyCommand', 'callbackAfterSendSingleMsgCommand'],
  ],
])('%s, then %j (%j)', (command, following, overrides = {}) => {
  it('tells that the message was sent: its record says so', async () => {
    expect(commandsOf(await story(callbackOf(command, overrides)))).toEqual([command, ...following]);
    expect((await firstRecord(command)).delivery).toMatchObject({ state: 'sent' });
  });

  it('does not come where the message was refused', async () => {
    const callback = messageOf(command, 'casino', overrides);
    const answer = await presend.client.send(callback);
    expect(answer).toRefuse();
    expect(followUpOf(callback, answer)).toBeUndefined();
  });
});

it('what was changed is what is told: its record is found all the same', async () => {
  for (const [app, user] of [
    ['1400000001', 'ann'],
    ['1400000001', encodeURIComponent('@TOA#_2J4SZEAEL')],
    ['openim', 'ann'],
  ])
    await presend.client.admin('PUT', `members/${app}/${user}`, { level: 'LV7' });

  for (const command of ['Group.CallbackBeforeSendMsg', 'OfficialAccount.CallbackBeforeSendMsg'] as const) {
    const [, after] = await story(messageOf(command, 'changed', { From_Account: 'ann' }));
    expect(after!.body['MsgBody']).toEqual([textElement('changed'), LEVEL]);
    expect((await firstRecord(command)).delivery).toMatchObject({ state: 'sent' });
  }
  const before = messageOf('callbackBeforeSendGroupMsgCommand', 'changed', { sendID: 'ann' });
  const [, modify, after] = await story(before);
  const { serverMsgID, clientMsgID } = before.body;
  expect(modify!.body).toMatchObject({ serverMsgID, clientMsgID, ex: '' });
  expect(modify!.body).not.toHaveProperty('groupID');
  expect(after!.body).toMatchObject({ serverMsgID, clientMsgID, groupID: 'group567', ex: LEVEL_IN_EX });
  expect((await firstRecord(before.command)).delivery).toMatchObject({ state: 'sent' });
});

it('nothing follows an answer that counts as none, an action, a notice, or a command that nobody knows', async () => {
  const message = callbackOf('Group.CallbackBeforeSendMsg');
  const foreign = await presend.client.send(message, { appId: '1400000009' });
  expect(followUpOf(message, foreign)).toBeUndefined();
  for (const command of ['Group.CallbackBeforeCreateGroup', 'Group.CallbackAfterSendMsg'] as const) {
    expect(await story(callbackOf(command))).toHaveLength(1);
  }
  expect(await story({ platform: 'tencent', command: 'Group.CallbackNew', body: {} })).toHaveLength(1);
});

it('renames what OpenIM names otherwise in a request, and goes to the group that the answer names', () => {
  const callback = callbackOf('callbackBeforeMsgModifyCommand');
  const verdict = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
  const changes = {
    senderFaceURL: 'https://example.com/a.png',
    atUserIDList: ['ann'],
    groupID: 'another',
    options: { history: false },
  };
  const text = JSON.stringify({ ...verdict, ...changes });
  const after = followUpOf(callback, { callback, status: 200, text })!;
  expect(after.body).toEqual({
    ...callback.body,
    callbackCommand: 'callbackAfterSendGroupMsgCommand',
    faceURL: 'https://example.com/a.png',
    atUserList: ['ann'],
    groupID: 'another',
  });
});

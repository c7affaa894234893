import { AssertionError } from 'node:assert';
import fc from 'fast-check';
import {
  assertDelivers,
  assertDrops,
  assertLegal,
  assertRefuses,
  callbackOf,
  readAnswer,
  type SampleCommand,
  textElement,
  type VendorAnswer,
  vendorMatchers,
} from '../../src/testing/index.js';

expect.extend(vendorMatchers);

const GROUP = 'Group.CallbackBeforeSendMsg';
const BEFORE_SEND = 'callbackBeforeSendGroupMsgCommand';
const MODIFY = 'callbackBeforeMsgModifyCommand';

const answer = (command: SampleCommand, body: object | string, status = 200): VendorAnswer => ({
  callback: callbackOf(command),
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const tencent = (fields: object): object => ({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, ...fields });
const openim = (fields: object): object => ({
  actionCode: 0,
  errCode: 0,
  errMsg: '',
  errDlt: '',
  nextCode: 0,
  ...fields,
});
const custom = { MsgType: 'TIMCustomElem', MsgContent: { Data: 'LV1' } };

describe('Tencent', () => {
  it.each([
    ['delivers with code 0', {}, { kind: 'deliver', changes: {} }],
    ['rejects with code 1', { ErrorCode: 1, ErrorInfo: 'No.' }, { kind: 'refuse', code: 1, info: 'No.' }],
    ['discards with code 2', { ErrorCode: 2 }, { kind: 'drop' }],
    ['shows a code of its range', { ErrorCode: 10200 }, { kind: 'refuse', code: 10200, info: '' }],
    ['delivers a change', { MsgBody: [custom] }, { kind: 'deliver', changes: { MsgBody: [custom] } }],
  ])('%s', (_rule, fields, effect) => {
    expect(readAnswer(answer(GROUP, tencent(fields)))).toEqual({ effect, faults: [] });
  });

  it.each([
    [
      'a code of another family',
      { ErrorCode: 120_001 },
      'ErrorCode 120001 is not 0, 1, 2 or one of 10100 to 10200.',
    ],
    ['a code that is text', { ErrorCode: '0' }, 'ErrorCode is not an integer.'],
    [
      'a status that is not OK',
      { ActionStatus: 'ok' },
      'ActionStatus is not OK, with which all verdicts are given.',
    ],
    ['no text', { ErrorInfo: null }, 'ErrorInfo is not a string.'],
    ['an empty message', { MsgBody: [] }, 'MsgBody is not a list of elements.'],
    ['an invalid element', { MsgBody: [{ MsgType: 1 }] }, 'Element 0 is not { MsgType, MsgContent }.'],
    [
      'a text that is a number',
      { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 1 } }] },
      'Text of element 0 is not a string.',
    ],
    ['two custom elements', { MsgBody: [custom, custom] }, 'It has 2 TIMCustomElem, and may have one.'],
    ['custom data that is an object', { CloudCustomData: {} }, 'CloudCustomData is not a string.'],
    [
      'a change of a rejected message',
      { ErrorCode: 1, MsgBody: [custom] },
      'It changes a message that it does not let through.',
    ],
    ['an unknown member', { Code: 1 }, 'Nobody reads Code.'],
  ])('names %s', (_what, fields, fault) => {
    expect(readAnswer(answer(GROUP, tencent(fields))).faults).toEqual([fault]);
  });

  it("requires a result for each friend, with a code of the friends' range", () => {
    const command = 'Sns.CallbackPrevFriendAdd';
    const result = (ResultCode: unknown) =>
      tencent({ ResultItem: [{ To_Account: 'ann', ResultCode, ResultInfo: '' }] });
    for (const code of [0, 38_000, 39_000]) expect(answer(command, result(code))).toBeLegal();
    for (const code of [1, 37_999, 39_001, '0']) expect(answer(command, result(code))).not.toBeLegal();
    expect(readAnswer(answer(command, tencent({}))).faults).toEqual(['It has no ResultItem.']);
    expect(answer(command, { ...result(0), ErrorCode: 38_000 })).not.toBeLegal();
  });

  it('names the members who are not invited, and discards no action', () => {
    const command = 'Group.CallbackBeforeInviteJoinGroup';
    const refused = { RefusedMembers_Account: ['ann'] };
    expect(answer(command, tencent(refused))).toDeliver(refused);
    expect(answer(command, tencent({ RefusedMembers_Account: [{ Member_Account: 'ann' }] }))).not.toBeLegal();
    expect(answer(command, tencent({ ErrorCode: 2 }))).not.toBeLegal();
  });

  it('accepts a message of 12 KB and none that is a byte longer, counted with multi-byte characters and custom data', () => {
    const empty = JSON.stringify([textElement('')]).length;
    const text = '笑'.repeat(1_000);
    const fitting = 12 * 1024 - empty - 3_000;
    const body = (bytes: number) =>
      tencent({ MsgBody: [textElement(text)], CloudCustomData: 'x'.repeat(bytes) });
    expect(answer(GROUP, body(fitting))).toBeLegal();
    expect(readAnswer(answer(GROUP, body(fitting + 1))).faults).toEqual([
      'The message has 12289 bytes, and may have 12288.',
    ]);
  });

  it('reads no verdict from the reply to a notice, and expects a retry if it was not acknowledged', () => {
    const command = 'Group.CallbackAfterSendMsg';
    expect(answer(command, tencent({}))).toDeliver({});
    for (const fields of [{ ErrorCode: 1 }, { ErrorCode: 2 }, { MsgBody: [custom] }]) {
      expect(readAnswer(answer(command, tencent(fields))).effect).toEqual({ kind: 'deliver', changes: {} });
      expect(answer(command, tencent(fields))).not.toBeLegal();
    }
    expect(readAnswer(answer(command, tencent({}), 500)).effect).toEqual({ kind: 'fail' });
  });

  it('accepts only the status 200 and a JSON body as a reply', () => {
    expect(readAnswer(answer(GROUP, tencent({}), 403)).effect).toEqual({ kind: 'fail' });
    for (const text of ['', '<html>', '[]', 'null', '1'])
      expect(readAnswer(answer(GROUP, text)).effect).toEqual({ kind: 'fail' });
  });

  it('requires a Content-Length, and no chunks', () => {
    const headers = new Headers({ 'transfer-encoding': 'chunked', 'content-type': 'text/html' });
    const { faults } = readAnswer({ ...answer(GROUP, tencent({})), headers });
    expect(faults).toHaveLength(3);
  });
});

describe('OpenIM', () => {
  it.each([
    ['delivers with nextCode 0', {}, { kind: 'deliver', changes: {} }],
    [
      'rejects with actionCode 0 and nextCode 1',
      { nextCode: 1, errCode: 5001, errMsg: 'No.' },
      { kind: 'refuse', code: 5001, info: 'No.' },
    ],
    ['ignores unknown members', { ex: 'x', Code: 1 }, { kind: 'deliver', changes: {} }],
  ])('%s', (_rule, fields, effect) => {
    expect(readAnswer(answer(BEFORE_SEND, openim(fields)))).toEqual({ effect, faults: [] });
  });

  it('ignores the status', () => {
    expect(readAnswer(answer(BEFORE_SEND, openim({}), 500)).faults).toEqual([]);
  });

  it('delivers changes only in the modify callback', () => {
    const changes = { content: '{"content":"**"}', ex: 'LV1' };
    expect(answer(MODIFY, openim(changes))).toDeliver(changes);
    expect(answer(BEFORE_SEND, openim(changes))).toDeliver({});
  });

  it.each([
    ['a reject that is delivered', { actionCode: 1, nextCode: 1, errCode: 5001 }, 'deliver'],
    ['a nextCode that is neither 0 nor 1', { nextCode: 2 }, 'deliver'],
    ['an error that goes on', { errCode: 5001 }, 'deliver'],
    ['a code that some servers deliver', { nextCode: 1, errCode: 0 }, 'refuse'],
    ['a code that is text', { nextCode: '1' }, 'refuse'],
    ['content that is not a JSON object', { content: 'hello' }, 'deliver'],
    ['attachedInfo', { attachedInfo: '{}' }, 'deliver'],
    ['offlinePushInfo', { offlinePushInfo: {} }, 'deliver'],
    ['another contentType', { contentType: 106 }, 'deliver'],
    ['a member that is missing', { errDlt: undefined }, 'deliver'],
  ])('names %s', (_what, fields, kind) => {
    const { effect, faults } = readAnswer(answer(MODIFY, openim(fields)));
    expect(effect.kind).toBe(kind);
    expect(faults).toHaveLength(1);
  });

  it('reads a missing member in the reply to a group change as empty, and a repeated one as unchanged', () => {
    const command = 'callbackBeforeSetGroupInfoCommand';
    const { groupID, groupName, introduction, faceURL } = callbackOf(command).body;
    expect(answer(command, openim({ groupID, groupName, introduction, faceURL }))).toDeliver({});
    const { effect, faults } = readAnswer(answer(command, openim({})));
    expect(effect).toEqual({ kind: 'deliver', changes: { groupID: '', groupName: '', introduction: '' } });
    expect(faults).toHaveLength(3);
  });

  it('reads a missing member as null in the newer group change: nothing is lost if the request had null', () => {
    const command = 'callbackBeforeSetGroupInfoExCommand';
    const { groupID, groupName } = callbackOf(command).body;
    expect(answer(command, openim({ groupID, groupName }))).toDeliver({});
    const { effect } = readAnswer(answer(command, openim({ groupID })));
    expect(effect).toEqual({ kind: 'deliver', changes: { groupName: null } });
  });

  it.each<[string, SampleCommand, object]>([
    ['an empty list of friends', 'callbackBeforeImportFriendsCommand', { friendUserIDs: [] }],
    ['an empty remark', 'callbackBeforeSetFriendRemarkCommand', { remark: '' }],
    [
      'a list of users who are not invited',
      'callbackBeforeInviteJoinGroupCommand',
      { refusedMembersAccount: ['ann'] },
    ],
    ['a list of users who get no push', 'callbackBeforeOnlinePushCommand', { userIDList: ['ann'] }],
    ['an unchanged member', 'callbackBeforeCreateGroupCommand', { groupName: 'chess club' }],
  ])('ignores %s', (_what, command, fields) => {
    expect(answer(command, openim(fields))).toDeliver({});
  });

  it.each<[string, SampleCommand, object]>([
    [
      'a member without a name',
      'callbackBeforeMembersJoinGroupCommand',
      { memberCallbackList: [{ ex: '' }] },
    ],
    ['a member that is null in the request', 'callbackBeforeUpdateUserInfoExCommand', { faceURL: 'x' }],
  ])('reads the call as failed at %s', (_what, command, fields) => {
    expect(readAnswer(answer(command, openim(fields))).faults).toHaveLength(1);
  });

  it.each<[string, SampleCommand, object]>([
    ['a text', 'callbackBeforeCreateSingleChatConversationsCommand', { isPinned: 'true' }],
    [
      'a level that is text',
      'callbackBeforeMembersJoinGroupCommand',
      { memberCallbackList: [{ roleLevel: '1' }] },
    ],
    ['a list of names', 'callbackBeforeUserRegisterCommand', { users: ['ann'] }],
  ])('rejects %s whose type differs from the Go type', (_what, command, fields) => {
    expect(readAnswer(answer(command, openim(fields))).effect).toMatchObject({ kind: 'refuse', code: 90007 });
  });

  it('reads any actionCode of the word filter as a reject, and delivers the content of the reply', () => {
    const command = 'callbackWordFilterCommand';
    expect(answer(command, openim({ actionCode: 1, nextCode: 1, errMsg: 'No.' }))).toRefuse(201, 'No.');
    expect(answer(command, openim({ content: '{"content":"**"}' }))).toDeliver({
      content: '{"content":"**"}',
    });
    expect(answer(command, openim({}))).not.toBeLegal();
  });

  it('reads no verdict from the reply to a notice', () => {
    const command = 'callbackAfterSendGroupMsgCommand';
    expect(answer(command, openim({}))).toDeliver({});
    for (const body of [openim({ nextCode: 1, errCode: 5001 }), '']) {
      expect(readAnswer(answer(command, body)).effect).toEqual({ kind: 'deliver', changes: {} });
      expect(answer(command, body)).not.toBeLegal();
    }
  });

  it('delivers after {} and rejects after an empty page, and neither is legal', () => {
    expect(readAnswer(answer(BEFORE_SEND, '{}'))).toMatchObject({ effect: { kind: 'deliver' } });
    expect(readAnswer(answer(BEFORE_SEND, ''))).toMatchObject({ effect: { kind: 'refuse', code: 90007 } });
    expect(answer(BEFORE_SEND, '{}')).not.toBeLegal();
    expect(answer(BEFORE_SEND, '')).not.toBeLegal();
  });
});

it('gives a reading of every reply, legal or not', () => {
  const commands = fc.constantFrom<SampleCommand>(GROUP, BEFORE_SEND, MODIFY);
  const members = fc.dictionary(
    fc.constantFrom('ErrorCode', 'MsgBody', 'CloudCustomData', 'nextCode', 'content', 'options'),
    fc.jsonValue(),
  );
  const bodies = fc.oneof(
    fc.string(),
    members.map((body) => JSON.stringify(body)),
  );
  fc.assert(
    fc.property(commands, bodies, fc.integer({ min: 200, max: 599 }), (command, body, status) => {
      const { effect, faults } = readAnswer(answer(command, body, status));
      expect(['deliver', 'refuse', 'drop', 'fail']).toContain(effect.kind);
      // None of them has everything that a legal reply needs.
      expect(faults).not.toEqual([]);
    }),
  );
});

it('fails with the expected and the found reading', () => {
  const refused = answer(GROUP, tencent({ ErrorCode: 10101, ErrorInfo: 'No.' }));
  assertLegal(refused);
  assertRefuses(refused);
  assertRefuses(refused, 10101, 'No.');
  assertDrops(answer(GROUP, tencent({ ErrorCode: 2 })));
  assertDelivers(answer(GROUP, tencent({})), {});
  expect(() => assertRefuses(refused, 10102)).toThrow(AssertionError);
  expect(() => assertDelivers(refused)).toThrow(/does not deliver:\n {2}- .*10101/s);
  expect(() => assertDelivers(answer(GROUP, tencent({ MsgBody: [custom] })), {})).toThrow(/LV1/);
  expect(() => assertDrops(refused)).toThrow(/does not drop/);
  expect(() => assertLegal(answer(GROUP, tencent({ ErrorCode: 3 })))).toThrow(/ErrorCode 3/);
});

it('offers the same checks as Jest matchers', () => {
  const refused = answer(GROUP, tencent({ ErrorCode: 10101, ErrorInfo: 'No.' }));
  expect(refused).toBeLegal();
  expect(refused).toRefuse(10101, 'No.');
  expect(refused).not.toRefuse(10102);
  expect(refused).not.toDeliver();
  expect(answer(GROUP, tencent({ ErrorCode: 2 }))).toDrop();
  expect(answer(GROUP, tencent({ ErrorCode: 3 }))).not.toRefuse(3);
  expect(() => expect(refused).toDeliver()).toThrow(/does not deliver/);
  expect(() => expect(refused).not.toRefuse()).toThrow(/refuses, and should not/);
});

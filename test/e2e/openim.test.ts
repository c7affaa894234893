import { OPENIM_GROUP, OPENIM_MODIFY, openimMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [WordPolicy] });
});
afterAll(() => presend.stop());

const allowed = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
const modify = (text: string, fields: object = {}): object =>
  openimMessage(text, { callbackCommand: OPENIM_MODIFY, groupID: undefined, ...fields });

it('allows a message, and records it', async () => {
  const { status, json } = await presend.openim(
    OPENIM_GROUP,
    openimMessage('hello', { serverMsgID: '0b26a6cbf0a1d1d5' }),
  );
  expect([status, json]).toEqual([200, allowed]);
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({
    family: 'openim',
    appId: 'openim',
    conversationId: 'group567',
    senderId: 'jared',
    messageKey: '0b26a6cbf0a1d1d5',
    clientPlatform: 'Web',
    eventTime: 1746797848316,
  });
});

it('rejects a message with the code and text of a policy', async () => {
  const { json } = await presend.openim(OPENIM_GROUP, openimMessage('casino'));
  expect(json).toEqual({ actionCode: 0, errCode: 5101, errMsg: 'Please rephrase.', errDlt: '', nextCode: 1 });
});

it('rejects a message that a policy discards, and the record says so', async () => {
  const { json } = await presend.openim(OPENIM_GROUP, openimMessage('spam'));
  expect(json).toMatchObject({ errCode: 5001, nextCode: 1 });
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({
    verdict: 'reject',
    failure: expect.stringContaining('cannot discard silently'),
  });
});

it("merges the sender's level into ex, in the modify callback", async () => {
  await presend.admin('PUT', 'members/openim/jared', { level: 'LV5' });
  await presend.openim(OPENIM_GROUP, openimMessage('hello', { serverMsgID: 'a' }));
  const { json } = await presend.openim(
    OPENIM_MODIFY,
    modify('hello', { serverMsgID: 'a', ex: '{"bubble":3}' }),
  );
  expect(json).toEqual({ ...allowed, ex: '{"bubble":3,"CustomElement.MemberLevel":"LV5"}' });
});

it('takes the group of a modify callback from the before-send callback', async () => {
  await presend.admin('PUT', 'members/openim/jared', { level: 'LV7', conversationId: 'group8' });
  await presend.openim(OPENIM_GROUP, openimMessage('hello', { serverMsgID: 'b', groupID: 'group8' }));
  const { json } = await presend.openim(OPENIM_MODIFY, modify('hello', { serverMsgID: 'b' }));
  expect(JSON.parse(json.ex)).toEqual({ 'CustomElement.MemberLevel': 'LV7' });
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({ command: OPENIM_MODIFY, conversationId: 'group8' });
});

it('gives the same verdict in the modify callback as in the before-send callback', async () => {
  await presend.openim(OPENIM_GROUP, openimMessage('casino', { serverMsgID: 'c' }));
  const { json } = await presend.openim(OPENIM_MODIFY, modify('harmless by now', { serverMsgID: 'c' }));
  expect(json).toMatchObject({ errCode: 5101, nextCode: 1 });
});

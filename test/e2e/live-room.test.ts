import { ALLOWED, GROUP, liveRoomMessage, textElement } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [WordPolicy] });
});
afterAll(() => presend.stop());

it('allows a message, and records it under the family live-room', async () => {
  const { text } = await presend.tencent(GROUP, liveRoomMessage('hello'));
  expect(text).toBe(ALLOWED);
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({ family: 'live-room', conversationId: 'room_1', verdict: 'allow' });
});

it('rejects a message with the code and text of a policy', async () => {
  const { json } = await presend.tencent(GROUP, liveRoomMessage('casino'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: 'Please rephrase.', ErrorCode: 10101 });
});

it('discards a message without telling the sender', async () => {
  const { json } = await presend.tencent(GROUP, liveRoomMessage('spam'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2 });
});

it("appends the sender's level in this room", async () => {
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV2', conversationId: 'room_1' });
  const { json } = await presend.tencent(GROUP, liveRoomMessage('hello'));
  expect(json.MsgBody[0]).toEqual(textElement('hello'));
  expect(json.MsgBody[1].MsgContent.Data).toBe('LV2');
});

import { ALLOWED, OFFICIAL_ACCOUNT, officialAccountMessage } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [WordPolicy] });
});
afterAll(() => presend.stop());

it('allows a broadcast, and records it without a sender and without a key', async () => {
  const { text } = await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('hello'));
  expect(text).toBe(ALLOWED);
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({
    family: 'official-account',
    conversationId: '@TOA#_2J4SZEAEL',
    senderId: null,
    messageKey: null,
  });
});

it("rejects a broadcast with a code of the family's range", async () => {
  const { json } = await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('casino'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: 'Please rephrase.', ErrorCode: 120101 });
});

it('discards a broadcast without an error to the caller', async () => {
  const { json } = await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('spam'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2 });
});

it('appends the level of the account itself', async () => {
  await presend.admin('PUT', `members/${APP}/${encodeURIComponent('@TOA#_2J4SZEAEL')}`, { level: 'VIP' });
  const { json } = await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('hello'));
  expect(json.MsgBody[1].MsgContent.Data).toBe('VIP');
});

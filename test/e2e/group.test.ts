import { MutePolicy } from '../../src/index.js';
import { ALLOWED, GROUP, groupMessage, textElement } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [MutePolicy, WordPolicy] });
});
afterAll(() => presend.stop());

it('allows a message, and records it', async () => {
  const { status, text } = await presend.tencent(GROUP, groupMessage('hello', { Random: 123456 }), {
    OptPlatform: 'iOS',
  });
  expect([status, text]).toEqual([200, ALLOWED]);
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({
    family: 'group',
    command: GROUP,
    appId: APP,
    conversationId: '@TGS#2J4SZEAEL',
    senderId: 'jared',
    clientPlatform: 'iOS',
    messageKey: '123456',
    eventTime: 1670574414123,
    body: [textElement('hello')],
    verdict: 'allow',
  });
  expect(record.elapsedMs).toBeGreaterThan(0);
});

it('rejects a message with the code and text of a policy', async () => {
  const { json } = await presend.tencent(GROUP, groupMessage('casino'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: 'Please rephrase.', ErrorCode: 10101 });
});

it('discards a message without telling the sender', async () => {
  const { json } = await presend.tencent(GROUP, groupMessage('spam'));
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 2 });
});

it("appends the sender's level", async () => {
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  const { json } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(json.MsgBody).toEqual([
    textElement('hello'),
    { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'CustomElement.MemberLevel', Data: 'LV1' } },
  ]);
});

it("records a topic's message under its group, with the topic's id beside it", async () => {
  const TopicId = '@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_TestTopic';
  await presend.tencent(GROUP, groupMessage('hello', { Type: 'Community', TopicId }));
  const [record] = await presend.records({ limit: '1' });
  expect(record).toMatchObject({ conversationId: '@TGS#2J4SZEAEL', topicId: TopicId });
});

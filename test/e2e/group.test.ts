import { TestPresend } from '../support/presend.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start();
});
afterAll(() => presend.stop());

const sample = {
  CallbackCommand: 'Group.CallbackBeforeSendMsg',
  GroupId: '@TGS#2J4SZEAEL',
  Type: 'Community',
  From_Account: 'jared',
  Operator_Account: 'admin',
  Random: 123456,
  OnlineOnlyFlag: 1,
  MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'red packet' } }],
  CloudCustomData: 'your cloud custom data',
  TopicId: '@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_TestTopic',
  EventTime: '1670574414123',
};

it("allows the vendor's sample without changing it", async () => {
  const { status, text } = await presend.tencent('Group.CallbackBeforeSendMsg', sample);
  expect(status).toBe(200);
  expect(text).toBe('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
});

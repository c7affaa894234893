import { TestPresend } from '../support/presend.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start();
});
afterAll(() => presend.stop());

it('is live, and ready with its database', async () => {
  expect((await presend.request('/health/live', {})).json).toEqual({ status: 'ok' });
  const { status, json } = await presend.request('/health/ready', {});
  expect(status).toBe(200);
  expect(json).toEqual({ status: 'ok', database: 'up', changeFeed: 'up', breakers: {} });
});

it('shows its metrics, without ids and texts', async () => {
  await presend.tencent('Group.CallbackBeforeSendMsg', {
    GroupId: 'a-secret-group',
    From_Account: 'a-secret-person',
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'a secret text' } }],
  });
  await presend.tencent('Whatever.Somebody/Made{Up}', { a: 1 });
  const { text, headers } = await presend.request('/metrics', {});
  expect(headers.get('content-type')).toContain('text/plain');
  expect(text).toContain(
    'presend_callbacks_total{family="group",command="Group.CallbackBeforeSendMsg",verdict="allow",decided_by="default"} 1',
  );
  expect(text).toContain(
    'presend_callbacks_total{family="tencent",command="*",verdict="allow",decided_by="platform"} 1',
  );
  expect(text).toMatch(/presend_build_info\{version="\d+\.\d+\.\d+",node="v[\d.]+"\} 1/);
  expect(text).not.toMatch(/secret|Whatever/);
});

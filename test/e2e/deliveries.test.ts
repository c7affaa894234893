import { AdmissionControl } from '../../src/http/admission-control.js';
import { query } from '../support/database.js';
import {
  ALLOWED,
  C2C,
  c2cMessage,
  GROUP,
  groupMessage,
  liveRoomMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  textElement,
} from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';
import { WordPolicy } from '../support/word-policy.js';

let presend: TestPresend;
beforeEach(async () => {
  presend = await TestPresend.start({ policies: [WordPolicy], maxBodyKb: 64 });
});
afterEach(() => presend.stop());

const NOTHING = { state: null, at: null, seq: null, code: null, info: null };
const AT = '2022-12-09T08:26:54.123Z';
let seq = 100;

/** The after-command of a group message: the before-request and the members that the message got. */
function sent(message: object, fields: object = {}): object {
  return { ...message, CallbackCommand: undefined, MsgSeq: ++seq, MsgTime: 1670574414, ...fields };
}

const after = (command: string, body: object, node = presend) => node.tencent(command, body);
const messages = (filter: Record<string, string> = {}) => presend.records({ kind: 'message', ...filter });
const delivery = async () => (await messages({ limit: '1' }))[0].delivery;

/** The notice about a broadcast: its members have another order on the wire. */
const toldOf = (text: string, key: string) => ({
  Official_Account: '@TOA#_2J4SZEAEL',
  MsgKey: key,
  MsgTime: 1,
  MsgBody: [{ MsgContent: { Text: text }, MsgType: 'TIMTextElem' }],
  EventTime: Number(key.slice(0, 1)) * 1_000,
});

const texts = async (filter: Record<string, string>) =>
  (await presend.records(filter)).map(({ body }) => body[0].MsgContent.Text);

/** Makes all records older, as if they had been received some time ago. */
async function age(seconds: number): Promise<void> {
  await query(
    presend.databaseUrl,
    `UPDATE message_log SET received_at = received_at - make_interval(secs => ${seconds})`,
  );
}

describe('a group message', () => {
  it('shows no delivery at first, and after the notice that it was sent, when, and under which name', async () => {
    const message = groupMessage('hello');
    await presend.tencent(GROUP, message);
    expect(await delivery()).toEqual(NOTHING);
    expect((await after('Group.CallbackAfterSendMsg', sent(message))).text).toBe(ALLOWED);
    expect(await delivery()).toEqual({ ...NOTHING, state: 'sent', at: AT, seq });
  });

  it.each([
    ['MsgId in both', { MsgId: 'a-1-2' }, {}],
    ['MsgId only after it was sent', {}, { MsgId: 'a-1-2' }],
    ['MsgId only before it was sent', { MsgId: 'a-1-2' }, { MsgId: undefined }],
    ['a Random over 53 bits as a text', { Random: '74363827834904123456' }, {}],
  ])('is found by its id: %s', async (_about, before, then) => {
    const message = groupMessage('hello', before);
    await presend.tencent(GROUP, message);
    await after('Group.CallbackAfterSendMsg', sent(message, then));
    expect((await delivery()).state).toBe('sent');
  });

  it.each([{ GroupId: 'another' }, { From_Account: 'another' }, { Random: 1 }])(
    'is not confused with a message that differs in one member: %j',
    async (other) => {
      const message = groupMessage('hello');
      await presend.tencent(GROUP, message);
      await after('Group.CallbackAfterSendMsg', sent(message, other));
      expect(await delivery()).toEqual(NOTHING);
    },
  );

  it('is not confused with a message of another app', async () => {
    await presend.stop();
    presend = await TestPresend.start({ sdkAppIds: [APP, '1400000002'] });
    const message = groupMessage('hello');
    await presend.tencent(GROUP, message);
    await presend.tencent('Group.CallbackAfterSendMsg', sent(message), { SdkAppid: '1400000002' });
    expect(await delivery()).toEqual(NOTHING);
  });

  it('is sent even if several nodes report it, or report it before its own record', async () => {
    const other = await TestPresend.start({ databaseUrl: presend.databaseUrl });
    const message = groupMessage('hello');
    const told = sent(message);
    await after('Group.CallbackAfterSendMsg', told, other);
    await after('Group.CallbackAfterSendMsg', told);
    await after('Group.CallbackAfterSendMsg', { ...told, EventTime: 1670574415000 });
    await presend.tencent(GROUP, message);
    expect(await delivery()).toEqual({ ...NOTHING, state: 'sent', at: AT, seq });
    expect(await presend.records({ kind: 'notice' })).toHaveLength(2);
    await other.stop();
  });

  it('keeps every digit of its number', async () => {
    const message = groupMessage('hello');
    await presend.tencent(GROUP, message);
    const text = JSON.stringify(sent(message)).replace(/"MsgSeq":\d+/, '"MsgSeq":12345678901234567890');
    await presend.tencent('Group.CallbackAfterSendMsg', text);
    expect((await presend.admin('GET', 'messages?kind=message')).text).toContain(
      '"seq":12345678901234567890',
    );
  });

  it('shows the reason if it failed', async () => {
    const message = groupMessage('hello', { MsgId: 'a-1-2' });
    await presend.tencent(GROUP, message);
    const failure = { ErrorCode: 80001, ErrorInfo: 'dirty \u0000', MsgId: undefined };
    await after('Group.CallbackSendMsgException', { ...message, CallbackCommand: undefined, ...failure });
    expect(await delivery()).toEqual({
      ...NOTHING,
      state: 'failed',
      at: AT,
      code: 80001,
      info: 'dirty \u0000',
    });
  });

  it('is recalled, and the message beside it stays sent', async () => {
    const [first, second] = [groupMessage('one'), groupMessage('two')];
    for (const message of [first, second]) {
      await presend.tencent(GROUP, message);
      await after('Group.CallbackAfterSendMsg', sent(message));
    }
    const MsgSeqList = [{ MsgSeq: seq - 1 }, { MsgSeq: 999 }];
    const recall = { GroupId: '@TGS#2J4SZEAEL', Type: 'Public', MsgSeqList, EventTime: 1670574420000 };
    await after('Group.CallbackAfterRecallMsg', recall);
    await after('Group.CallbackAfterRecallMsg', {
      ...recall,
      GroupId: 'another',
      MsgSeqList: [{ MsgSeq: seq }],
    });
    const [newer, older] = await messages();
    expect(older.delivery).toMatchObject({ state: 'recalled', at: '2022-12-09T08:27:00.000Z', seq: seq - 1 });
    expect(newer.delivery).toMatchObject({ state: 'sent', seq });
  });

  it('shows an early recall as soon as the notice about its sending arrives', async () => {
    const message = groupMessage('hello');
    await presend.tencent(GROUP, message);
    const told = sent(message);
    await after('Group.CallbackAfterRecallMsg', { GroupId: '@TGS#2J4SZEAEL', MsgSeqList: [{ MsgSeq: seq }] });
    expect((await delivery()).state).toBeNull();
    await after('Group.CallbackAfterSendMsg', told);
    expect((await delivery()).state).toBe('recalled');
  });

  it("shows that the vendor's moderation blocked it", async () => {
    const message = groupMessage('hello');
    await presend.tencent(GROUP, message);
    await after('Group.CallbackAfterSendMsg', sent(message));
    const ContactItem = { ContactType: 2, ToGroupId: '@TGS#2J4SZEAEL' };
    const verdict = {
      Scene: 'Group',
      From_Account: 'jared',
      ContactItem,
      MsgID: String(seq),
      CtxcbResult: 1,
    };
    expect((await after('ContentCallback.ResultNotify', verdict)).text).toBe(ALLOWED);
    const [item] = await messages();
    expect(item).toMatchObject({ delivery: { state: 'sent' }, moderation: { state: 'blocked' } });
  });
});

it('a Live room message is found like a group message', async () => {
  const message = liveRoomMessage('hello');
  await presend.tencent(GROUP, message);
  await after('Group.CallbackAfterSendMsg', sent(message));
  expect(await delivery()).toMatchObject({ state: 'sent', seq });
});

describe('a one-to-one message', () => {
  it.each([
    [
      { SendMsgResult: 0, ErrorInfo: 'send msg succeed' },
      { state: 'sent', code: null, info: null },
    ],
    [
      { SendMsgResult: 20006, ErrorInfo: 'no' },
      { state: 'failed', code: 20006, info: 'no' },
    ],
  ])('shows the status of its notice, sent or failed: %j', async (result, expected) => {
    const message = c2cMessage('hello');
    await presend.tencent(C2C, message);
    await after('C2C.CallbackAfterSendMsg', { ...message, CallbackCommand: undefined, ...result });
    expect(await delivery()).toMatchObject(expected);
  });

  it('is recalled and moderated by its key', async () => {
    const message = c2cMessage('hello') as { MsgKey: string };
    await presend.tencent(C2C, message);
    const who = { From_Account: 'jared', To_Account: 'leckie', MsgKey: message.MsgKey };
    await after('C2C.CallbackAfterMsgWithDraw', { ...who, EventTime: 1670574420000 });
    const ContactItem = { ContactType: 1, To_Account: 'leckie' };
    const verdict = {
      Scene: 'C2C',
      From_Account: 'jared',
      ContactItem,
      MsgID: message.MsgKey,
      CtxcbResult: 0,
    };
    await after('ContentCallback.ResultNotify', verdict);
    const [item] = await messages();
    expect(item).toMatchObject({ delivery: { state: 'recalled' }, moderation: { state: 'passed' } });
  });
});

describe("an official account's broadcast, which has no id", () => {
  it('is found by its content, and recalled by the key that it got', async () => {
    await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('news'));
    await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('other news'));
    await after('OfficialAccount.CallbackAfterSendMsg', toldOf('news', '1_1_1'));
    const withdrawn = { Official_Account: '@TOA#_2J4SZEAEL', WithdrawMsgList: [{ MsgKey: '1_1_1' }] };
    const [other, news] = await messages();
    expect(other.delivery.state).toBeNull();
    expect(news.delivery).toMatchObject({ state: 'sent', seq: '1_1_1' });
    await after('OfficialAccount.CallbackAfterMsgWithDraw', withdrawn);
    expect((await messages())[1].delivery.state).toBe('recalled');
  });

  it('is matched in order of age if two have the same content', async () => {
    await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('news'));
    await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('news', { EventTime: 7 }));
    await after('OfficialAccount.CallbackAfterSendMsg', toldOf('news', '1_1_1'));
    expect((await messages()).map((item) => item.delivery.seq)).toEqual([null, '1_1_1']);
    await after('OfficialAccount.CallbackAfterSendMsg', toldOf('news', '2_2_2'));
    expect((await messages()).map((item) => item.delivery.seq)).toEqual(['2_2_2', '1_1_1']);
  });

  it('is found by the content that was delivered', async () => {
    await presend.admin('PUT', `members/${APP}/${encodeURIComponent('@TOA#_2J4SZEAEL')}`, { level: 'LV1' });
    const { json } = await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('news'));
    expect(json.MsgBody).toHaveLength(2);
    await after('OfficialAccount.CallbackAfterSendMsg', {
      ...toldOf('news', '1_1_1'),
      MsgBody: json.MsgBody,
    });
    expect((await delivery()).state).toBe('sent');
  });
});

describe('GET /messages?delivered=false', () => {
  it('lists allowed messages that no notice reports as delivered after a minute', async () => {
    const message = groupMessage('delivered');
    await presend.tencent(GROUP, message);
    await after('Group.CallbackAfterSendMsg', sent(message));
    await presend.tencent(GROUP, groupMessage('lost'));
    await presend.tencent(GROUP, groupMessage('casino'));
    expect(await texts({ delivered: 'false' })).toEqual([]);
    await age(61);
    await presend.tencent(C2C, c2cMessage('too new'));
    expect(await texts({ delivered: 'false' })).toEqual(['lost']);
    expect(await texts({ delivered: 'true' })).toEqual(['delivered']);
  });

  it('lists a failed message at once', async () => {
    const message = c2cMessage('failed');
    await presend.tencent(C2C, message);
    const failure = { ...message, CallbackCommand: undefined, SendMsgResult: 20006, ErrorInfo: 'no' };
    await after('C2C.CallbackAfterSendMsg', failure);
    expect(await texts({ delivered: 'false' })).toEqual(['failed']);
  });

  it('lists no event about which the vendor sends no notice', async () => {
    await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('broadcast'));
    await presend.tencent('Group.CallbackBeforeCreateGroup', { Name: 'g', EventTime: 1 });
    await presend.tencent(GROUP, groupMessage('nameless', { Random: undefined }));
    await age(61);
    expect(await presend.records({ delivered: 'false' })).toEqual([]);
  });

  it('looks at the last hour, and further back if the request names a start', async () => {
    await presend.tencent(GROUP, groupMessage('old'));
    // Older than the first partitions.
    await query(
      presend.databaseUrl,
      `CREATE TABLE message_log_old PARTITION OF message_log
       FOR VALUES FROM ('2000-01-01') TO ('2000-01-02')`,
    );
    await query(presend.databaseUrl, `UPDATE message_log SET received_at = '2000-01-01T12:00:00Z'`);
    expect(await texts({ delivered: 'false' })).toEqual([]);
    expect(await texts({ delivered: 'false', from: '2000-01-01T00:00:00Z' })).toEqual(['old']);
  });
});

it('a message whose record waits in the spool gets its delivery when it reaches the table', async () => {
  const queue = presend.app.get(AdmissionControl, { strict: false });
  const { admit } = queue;
  // An overloaded node records everything in its spool.
  queue.admit = () => false;
  const message = groupMessage('hello');
  await presend.tencent(GROUP, message);
  const { text } = await after('Group.CallbackAfterSendMsg', sent(message));
  queue.admit = admit;
  expect(text).toBe(ALLOWED);
  await until(async () => (await presend.records()).length === 2, 10_000);
  expect((await messages())[0]).toMatchObject({ decidedBy: 'failure-policy', delivery: { state: 'sent' } });
  const [notice] = await presend.records({ kind: 'notice' });
  expect(notice).toMatchObject({ decidedBy: 'platform', failure: null });
});

it('neither a rejected message nor an action shows a delivery', async () => {
  await presend.tencent(GROUP, groupMessage('casino'));
  await presend.tencent('Group.CallbackBeforeCreateGroup', { Name: 'g', EventTime: 1 });
  for (const item of await presend.records()) expect(item).not.toHaveProperty('delivery');
});

it('a notice is searched like a message, and found by its text', async () => {
  const message = groupMessage('', { MsgBody: [textElement('needle')] });
  await after('Group.CallbackAfterSendMsg', sent(message));
  await after('Group.CallbackAfterGroupInfoChanged', { GroupId: 'g', Introduction: 'needles', EventTime: 1 });
  expect(await presend.records({ text: 'needle' })).toHaveLength(2);
});

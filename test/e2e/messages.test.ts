import {
  ALLOWED,
  GROUP,
  groupMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  OPENIM_GROUP,
  openimMessage,
} from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { WordPolicy } from '../support/word-policy.js';

const OTHER_APP = '1400000002';
let presend: TestPresend;
let middle: string;
beforeAll(async () => {
  presend = await TestPresend.start({ policies: [WordPolicy], sdkAppIds: [APP, OTHER_APP] });
  await presend.tencent(GROUP, groupMessage('Red Packet', { From_Account: 'ann', GroupId: 'g1' }));
  await presend.tencent(GROUP, groupMessage('casino', { From_Account: 'bob', GroupId: 'g1' }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  middle = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await presend.tencent(GROUP, groupMessage('spam 100%_', { From_Account: 'ann', GroupId: 'g2' }), {
    SdkAppid: OTHER_APP,
  });
  await presend.tencent(OFFICIAL_ACCOUNT, officialAccountMessage('news'));
  await presend.openim(OPENIM_GROUP, openimMessage('hello \u0000 packet', { sendID: 'cy' }));
});
afterAll(() => presend.stop());

const WHO = ['cy', null, 'ann', 'bob', 'ann'];

async function senders(filter: Record<string, string>): Promise<(string | null)[]> {
  return (await presend.records(filter)).map(({ senderId }) => senderId);
}

it('lists the newest first', async () => {
  expect(await senders({})).toEqual(WHO);
});

it.each<[Record<string, string>, (string | null)[]]>([
  [{ app: APP }, [null, 'bob', 'ann']],
  [{ app: OTHER_APP }, ['ann']],
  [{ app: 'openim' }, ['cy']],
  [{ family: 'official-account' }, [null]],
  [{ conversation: 'g1' }, ['bob', 'ann']],
  [{ sender: 'ann' }, ['ann', 'ann']],
  [{ sender: 'ann', conversation: 'g1' }, ['ann']],
  [{ verdict: 'reject' }, ['bob']],
  [{ verdict: 'discard' }, ['ann']],
  [{ text: 'packet' }, ['cy', 'ann']],
  [{ text: 'RED p' }, ['ann']],
  [{ text: '100%_' }, ['ann']],
  [{ text: '%' }, ['ann']],
  [{ text: 'o \u0000 p' }, ['cy']],
  [{ text: 'nowhere' }, []],
  [{ app: APP, verdict: 'allow', text: 'news' }, [null]],
])('finds by %j', async (filter, expected) => {
  expect(await senders(filter)).toEqual(expected);
});

it('finds by time, in both notations', async () => {
  expect(await senders({ from: middle })).toEqual(['cy', null, 'ann']);
  expect(await senders({ to: String(Date.parse(middle)) })).toEqual(['bob', 'ann']);
});

it('pages through with a cursor that new records do not move', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page++) {
    const filter = new URLSearchParams({ limit: '2', conversation: 'paged', ...(cursor && { cursor }) });
    if (page === 0) {
      for (let i = 0; i < 7; i++)
        await presend.tencent(GROUP, groupMessage(`${i}`, { GroupId: 'paged', MsgId: `${i}` }));
    }
    const { json } = await presend.admin('GET', `messages?${filter}`);
    seen.push(...json.items.map(({ messageKey }: { messageKey: string }) => messageKey));
    cursor = json.nextCursor;
    await presend.tencent(GROUP, groupMessage('new', { GroupId: 'paged', MsgId: `new-${page}` }));
  }
  expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
});

it.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=nonsense', 'from=soon', 'verdict=maybe', 'colour=red'])(
  'refuses %s',
  async (query) => {
    const { status, json } = await presend.admin('GET', `messages?${query}`);
    expect(status).toBe(400);
    expect(String(json.detail)).toContain(query.split('=')[0]);
  },
);

it('gives everything back as it came, half surrogate pairs and every digit included', async () => {
  const body =
    '[{"MsgType":"TIMTextElem","MsgContent":{"Text":"a\\u0000\\ud800"},"n":123456789012345678901234567890.10}]';
  const sent = await presend.tencent(
    GROUP,
    `{"GroupId":"\\udc00","From_Account":"\\u0000","MsgBody":${body}}`,
  );
  expect(sent.text).toBe(ALLOWED);
  const { text, json } = await presend.admin(
    'GET',
    `messages?limit=1&sender=${encodeURIComponent('\u0000')}`,
  );
  expect(text).toContain(`"body":${body},`);
  expect(json.items[0]).toMatchObject({ conversationId: '\udc00', senderId: '\u0000' });
});

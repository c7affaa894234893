import { query } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

interface Listing {
  /** Makes an item; `n` counts from 0. */
  readonly make: (n: number) => Promise<unknown>;
  /** The key of an item. */
  readonly keyOf: (item: Record<string, unknown>) => unknown;
  readonly filter?: string;
  /** Cursors that do not belong to this list. */
  readonly foreign: readonly string[];
}

const ITEMS = 23;
const RULE = { name: 'look', when: 'true', then: { action: 'review' }, state: 'live' };
const FOREIGN_NUMBERS = ['x', '0', '-1', '1.5', '1e30', '99999999999999999999', ''];
const FOREIGN_TEXTS = ['x', 'W10', 'eyJhIjoxfQ', 'bnVsbA', Buffer.from('["a"]').toString('base64url'), '%00'];
const NO_ID = '00000000-0000-4000-8000-000000000000';

let presend: TestPresend;
beforeEach(async () => {
  presend = await TestPresend.start();
});
afterEach(() => presend.stop());

/** New items sort before, after and between the existing ones. */
const spread = (n: number) => String((n * 7919) % 1_000).padStart(3, '0');

const LISTINGS: Record<string, Listing> = {
  'api-keys': {
    make: (n) => presend.admin('POST', 'api-keys', { name: spread(n), role: 'viewer' }),
    keyOf: ({ name }) => name,
    foreign: ['x', NO_ID, ''],
  },
  'audit-log': {
    make: (n) => presend.admin('DELETE', `mutes/${APP}/${n}`),
    keyOf: ({ id }) => id,
    foreign: FOREIGN_NUMBERS,
  },
  messages: {
    make: (n) => presend.tencent(GROUP, groupMessage(spread(n), { MsgId: spread(n) })),
    keyOf: ({ messageKey }) => messageKey,
    foreign: [...FOREIGN_TEXTS, Buffer.from(`[1e308,"${NO_ID}"]`).toString('base64url')],
  },
  mutes: {
    make: (n) => presend.admin('PUT', `mutes/${APP}/${spread(n)}`, n % 2 ? { conversationId: 'g' } : {}),
    keyOf: ({ userId }) => userId,
    filter: `app=${APP}`,
    foreign: FOREIGN_TEXTS,
  },
  rules: {
    make: (n) => presend.admin('PUT', `rules/r${spread(n)}`, { ...RULE, name: 'r', state: 'draft' }),
    keyOf: ({ name }) => name,
    foreign: [...FOREIGN_TEXTS, Buffer.from('[0,0]').toString('base64url')],
  },
  'rule-sets': {
    make: () => presend.admin('POST', 'rule-sets', { rules: [] }),
    keyOf: ({ version }) => version,
    foreign: FOREIGN_NUMBERS,
  },
  'keyword-lists': {
    make: (n) => presend.admin('PUT', `keyword-lists/l${spread(n)}/entries`, 'casino'),
    keyOf: ({ name }) => name,
    foreign: ['%00', '-', 'A', ''],
  },
  incidents: {
    make: async (n) => {
      if (n === 0) await presend.admin('POST', 'rule-sets', { rules: [] });
      await query(
        presend.databaseUrl,
        `INSERT INTO incident (rule, version, hits, hit_limit) VALUES ('r', 1, ${n}, 1)`,
      );
    },
    keyOf: ({ hits }) => hits,
    foreign: FOREIGN_NUMBERS,
  },
  reviews: {
    make: async (n) => {
      if (n === 0) await presend.admin('POST', 'rule-sets', { rules: [RULE] });
      await presend.tencent(GROUP, groupMessage(spread(n), { MsgId: spread(n) }));
    },
    keyOf: ({ text }) => text,
    foreign: ['x', '1', ''],
  },
};

describe.each(Object.entries(LISTINGS))('%s', (path, { make, keyOf, filter = '', foreign }) => {
  it('has pages: each item that existed at the start is on one page, whatever is added meanwhile', async () => {
    for (let n = 0; n < ITEMS; n++) await make(n);
    const all = (await presend.admin('GET', `${path}?limit=100&${filter}`)).json;
    expect([all.nextCursor, all.items.length]).toEqual([null, ITEMS]);
    const read: unknown[] = [];
    let next = '';
    for (let page = 0; ; page++) {
      const { status, json } = await presend.admin('GET', `${path}?limit=5&${filter}${next}`);
      expect([status, json.items.length]).toEqual([200, expect.any(Number)]);
      read.push(...json.items.map(keyOf));
      if (json.nextCursor === null) break;
      expect([page < 20, json.items.length]).toEqual([true, 5]);
      next = `&cursor=${encodeURIComponent(json.nextCursor)}`;
      await make(ITEMS + page);
    }
    expect(new Set(read).size).toBe(read.length);
    expect(read).toEqual(expect.arrayContaining(all.items.map(keyOf)));
  });

  it('has no empty last page', async () => {
    for (let n = 0; n < 4; n++) await make(n);
    const first = (await presend.admin('GET', `${path}?limit=2&${filter}`)).json;
    const cursor = encodeURIComponent(first.nextCursor);
    const second = (await presend.admin('GET', `${path}?limit=2&${filter}&cursor=${cursor}`)).json;
    expect([second.items.length, second.nextCursor]).toEqual([2, null]);
  });

  it('refuses a cursor of another list, and says what to do', async () => {
    for (const cursor of foreign) {
      const { status, json } = await presend.admin('GET', `${path}?cursor=${cursor}`);
      expect([cursor, status, json.errors?.[0]]).toEqual([
        cursor,
        400,
        { parameter: 'cursor', detail: expect.stringContaining('leave it out to begin at the first page') },
      ]);
    }
  });

  it.each(['0', '-1', '1.5', '100000', 'x', ''])('refuses the limit %j', async (limit) => {
    const { status, json } = await presend.admin('GET', `${path}?limit=${limit}`);
    expect([status, json.errors?.[0].parameter]).toEqual([400, 'limit']);
  });
});

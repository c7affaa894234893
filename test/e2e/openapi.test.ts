import { ApiDocument, type Operation } from '../support/api-document.js';
import { query } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { until } from '../support/until.js';
import { type Answer, APP, TestPresend } from '../support/presend.js';

interface Call {
  readonly path?: Record<string, string>;
  readonly query?: string;
  /** A string is sent as text lines. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Two calls of an operation: one succeeds, and one fails with a given status. */
interface Exercise {
  readonly succeeds: Call | (() => Promise<Call>);
  readonly fails: readonly [status: number, call: Call];
}

const RULE = {
  name: 'no-casino',
  when: 'text.contains("casino")',
  then: { action: 'review' },
  state: 'live',
};
const WRONG_RULE = { ...RULE, when: 'text ==' };
const jared = { app: APP, userId: 'jared' };
const nobody = { app: APP, userId: 'nobody' };
const NO_ID = '00000000-0000-4000-8000-000000000000';

let presend: TestPresend;
let api: ApiDocument;
let anna: Record<string, string>;

/** One exercise stores values for the next: they run in this order. */
const EXERCISES: Record<string, Exercise> = {
  createApiKey: {
    succeeds: { body: { name: 'ben', role: 'viewer', expiresAt: '2099-01-01T00:00:00Z' } },
    fails: [409, { body: { name: 'ben', role: 'viewer' } }],
  },
  listApiKeys: { succeeds: { query: 'limit=1' }, fails: [400, { query: `cursor=${NO_ID}` }] },
  revokeApiKey: {
    succeeds: async () => {
      const { items } = (await presend.admin('GET', 'api-keys')).json;
      return { path: { id: items.find(({ name }: { name: string }) => name === 'ben').id } };
    },
    fails: [404, { path: { id: NO_ID } }],
  },
  putMemberLevel: {
    succeeds: { path: jared, body: { level: 'LV1', title: null }, headers: { 'if-none-match': '*' } },
    fails: [412, { path: jared, body: { level: 'LV2' }, headers: { 'if-match': '"another"' } }],
  },
  importMembers: {
    succeeds: { body: `{"app":"${APP}","userId":"jared","level":"LV9","conversationId":"g"}` },
    fails: [422, { body: 'app,userId\n1,a' }],
  },
  getMember: { succeeds: { path: jared }, fails: [404, { path: nobody }] },
  removeMemberLevel: { succeeds: { path: jared }, fails: [404, { path: nobody }] },
  putMute: {
    succeeds: { path: jared, body: { until: 4_000_000_000_000, code: 10101, info: 'Quiet.' } },
    fails: [400, { path: jared, body: { code: 1 } }],
  },
  getMute: { succeeds: { path: jared }, fails: [404, { path: nobody }] },
  listMutes: { succeeds: { query: 'limit=1' }, fails: [400, { query: 'cursor=nonsense' }] },
  changeMutes: {
    succeeds: { body: { put: [{ ...nobody, until: null }], remove: [jared] } },
    fails: [422, { body: { put: [jared, jared] } }],
  },
  removeMute: { succeeds: { path: nobody }, fails: [412, { path: nobody, headers: { 'if-match': '*' } }] },
  importKeywords: {
    succeeds: {
      path: { name: 'gambling' },
      query: 'pinyin=true',
      body: '{"text":"赌博","severity":2}\ncasino',
    },
    fails: [422, { path: { name: 'gambling' }, body: '{"text":""}' }],
  },
  listKeywordLists: { succeeds: {}, fails: [400, { query: 'limit=0' }] },
  exportKeywords: { succeeds: { path: { name: 'gambling' } }, fails: [404, { path: { name: 'none' } }] },
  createRuleSet: {
    succeeds: { body: { rules: [{ ...RULE, scope: { apps: { include: [APP] } } }], reason: 'a test' } },
    fails: [422, { body: { rules: [WRONG_RULE] } }],
  },
  listRuleSets: { succeeds: { query: 'limit=1' }, fails: [400, { query: 'cursor=x' }] },
  getActiveRuleSet: { succeeds: {}, fails: [401, { headers: { authorization: 'Bearer x' } }] },
  getRuleSet: { succeeds: { path: { version: '1' } }, fails: [404, { path: { version: '999' } }] },
  createRule: {
    succeeds: {
      body: {
        name: 'words',
        description: 'Covers words.',
        when: 'keywords("gambling", text)',
        then: { action: 'mask', with: '█' },
        state: 'shadow',
        percent: 99.5,
      },
    },
    fails: [400, { body: { ...RULE, weather: 'fine' } }],
  },
  putRule: {
    succeeds: { path: { name: 'no-casino' }, body: RULE },
    fails: [412, { path: { name: 'no-casino' }, body: RULE, headers: { 'if-none-match': '*' } }],
  },
  listRules: { succeeds: { query: 'limit=1' }, fails: [400, { query: 'cursor=W10' }] },
  getRule: { succeeds: { path: { name: 'no-casino' } }, fails: [404, { path: { name: 'none' } }] },
  removeRule: {
    succeeds: async () => {
      await presend.admin('PUT', 'rules/other', { ...RULE, name: 'other' });
      return { path: { name: 'other' } };
    },
    fails: [404, { path: { name: 'none' } }],
  },
  explainRules: {
    succeeds: { body: { message: { text: 'the casino', app: APP, level: 'LV1', at: 0 } } },
    fails: [404, { body: { message: { text: 'a' }, version: 999 } }],
  },
  activateRuleSet: {
    succeeds: { path: { version: '2' }, body: { reason: 'back' } },
    fails: [412, { path: { version: '2' }, body: {}, headers: { 'if-match': '"v1"' } }],
  },
  approveRuleSet: {
    succeeds: { path: { version: '2' }, headers: { authorization: '' } },
    fails: [409, { path: { version: '2' } }],
  },
  removeKeywordList: {
    succeeds: async () => {
      await presend.admin('PUT', 'keyword-lists/unused/entries', 'word');
      return { path: { name: 'unused' } };
    },
    fails: [422, { path: { name: 'gambling' } }],
  },
  listIncidents: {
    succeeds: async () => {
      await query(
        presend.databaseUrl,
        `INSERT INTO incident (rule, version, hits, hit_limit) VALUES ('no-casino', 2, 9, 5)`,
      );
      return {};
    },
    fails: [400, { query: 'colour=red' }],
  },
  listReviews: {
    succeeds: async () => {
      for (const text of ['casino', 'casino again', '{']) await presend.tencent(GROUP, groupMessage(text));
      await presend.tencent(GROUP, '{');
      return { query: 'limit=1' };
    },
    fails: [400, { query: 'cursor=1' }],
  },
  claimReviews: { succeeds: { body: { count: 1 } }, fails: [400, { body: { count: 0 } }] },
  decideReview: {
    succeeds: async () => {
      const { items } = (await presend.admin('GET', 'reviews')).json;
      return { path: { id: items[0].id }, body: { label: 'violation', mute: { seconds: 60 } } };
    },
    fails: [409, { path: { id: NO_ID }, body: { label: 'fine' } }],
  },
  giveStrike: {
    succeeds: { path: jared, body: { reason: 'spam', seconds: 60 } },
    fails: [400, { path: jared, body: {} }],
  },
  listStrikes: { succeeds: { query: 'counting=true' }, fails: [400, { query: 'cursor=x' }] },
  revokeStrike: { succeeds: { path: { id: '1' } }, fails: [404, { path: { id: '1' } }] },
  startBacktest: {
    succeeds: { body: { rules: [RULE], asLive: ['*'], from: 0, app: APP, family: 'group' } },
    fails: [422, { body: { rules: [WRONG_RULE] } }],
  },
  listBacktests: { succeeds: { query: 'limit=1' }, fails: [400, { query: 'limit=0' }] },
  getBacktest: {
    succeeds: async () => {
      await until(async () => (await presend.admin('GET', 'backtests/1')).json.state === 'done', 10_000);
      return { path: { id: '1' } };
    },
    fails: [404, { path: { id: '999' } }],
  },
  getBacktestSamples: { succeeds: { path: { id: '1' } }, fails: [404, { path: { id: '999' } }] },
  cancelBacktest: {
    succeeds: async () => {
      await query(
        presend.databaseUrl,
        `INSERT INTO backtest (state, rules, lists, scope, started_by, attempts, heartbeat_at)
         VALUES ('running', '[]', '{}', '{"from":null,"to":1,"app":null,"family":null}', 'x', 1, now() + interval '1 hour')`,
      );
      return { path: { id: '2' } };
    },
    fails: [409, { path: { id: '1' } }],
  },
  findMessages: { succeeds: { query: 'limit=100' }, fails: [400, { query: 'cursor=nonsense' }] },
  listAuditLog: { succeeds: { query: 'limit=1000' }, fails: [400, { query: 'from=soon' }] },
};

beforeAll(async () => {
  presend = await TestPresend.start();
  api = await ApiDocument.of(presend);
  const { json } = await presend.admin('POST', 'api-keys', { name: 'anna', role: 'editor' });
  anna = { authorization: `Bearer ${json.key}` };
});
afterAll(() => presend.stop());

function perform({ method, path, requestBody }: Operation, call: Call): Promise<Answer> {
  const { body, headers = {}, query = '' } = call;
  const url = path.replace('/api/v1/', '').replace(/\{(\w+)\}/g, (_, name: string) => call.path![name]!);
  const [mediaType] = Object.keys(requestBody?.content ?? {});
  // An exercise leaves its key out if another caller must send the call.
  const own = headers['authorization'] === '' ? anna : {};
  return presend.admin(method, `${url}?${query}`, body, {
    ...headers,
    ...own,
    ...(typeof body === 'string' && mediaType ? { 'content-type': mediaType } : {}),
  });
}

it('this test calls each operation', () => {
  expect(Object.keys(EXERCISES).sort()).toEqual(api.operations.map(({ operationId }) => operationId).sort());
});

describe.each(Object.entries(EXERCISES))('%s', (id, { succeeds, fails }) => {
  it('accepts the input of the document, and answers as the document says', async () => {
    const operation = api.operation(id);
    const call = typeof succeeds === 'function' ? await succeeds() : succeeds;
    if (typeof call.body === 'object') expect(api.faultsOfBody(operation, call.body)).toEqual([]);
    const answer = await perform(operation, call);
    const [status] = Object.keys(operation.responses);
    expect([String(answer.status), answer.text]).toEqual([status, expect.anything()]);
    expect(api.faultsOf(operation, answer)).toEqual([]);
  });

  it(`answers an error as the document says: ${fails[0]}`, async () => {
    const operation = api.operation(id);
    const answer = await perform(operation, fails[1]);
    expect([answer.status, answer.text]).toEqual([fails[0], expect.anything()]);
    expect(api.faultsOf(operation, answer)).toEqual([]);
  });

  it('refuses a call without a key', async () => {
    const operation = api.operation(id);
    const ids = { app: 'x', userId: 'x', name: 'x', id: NO_ID, version: '1' };
    const answer = await perform(operation, { path: ids, headers: { authorization: 'Basic x' } });
    expect(answer.status).toBe(401);
    expect(api.faultsOf(operation, answer)).toEqual([]);
  });
});

describe('the document', () => {
  it('names each operation once, and says what it does', () => {
    const ids = api.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, summary, tags, security } of api.operations) {
      expect(operationId).toMatch(/^[a-z]+[A-Z][A-Za-z]+$/);
      expect(summary).toMatch(/^[A-Z].+\.$/);
      expect([tags.length, security]).toEqual([1, [{ bearer: [] }]]);
    }
  });

  it('describes the body of each success and of each problem', () => {
    for (const { operationId, responses } of api.operations) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (status === '204' || status === '304') expect(content).toBeUndefined();
        else if (status.startsWith('2'))
          expect([operationId, content]).toEqual([operationId, expect.anything()]);
        else expect(Object.keys(content!)).toEqual(['application/problem+json']);
      }
      for (const status of ['400', '401', '403', '429', '500', '503'])
        expect(responses).toHaveProperty(status);
    }
  });

  it('allows only the described members in each object', () => {
    for (const [name, schema] of Object.entries(api.document.components.schemas)) {
      expect([name, schema]).toEqual([name, expect.objectContaining({ additionalProperties: false })]);
      expect(name).not.toMatch(/Dto$/);
    }
  });

  it('bounds each list, and has a cursor for the next page', () => {
    const lists = api.operations.filter(({ operationId }) => /^(list|find)/.test(operationId));
    expect(lists.length).toBeGreaterThanOrEqual(9);
    for (const { operationId, parameters, responses } of lists) {
      const limit = parameters.find(({ name }) => name === 'limit');
      expect([operationId, limit?.schema]).toEqual([
        operationId,
        expect.objectContaining({ type: 'integer', minimum: 1, maximum: expect.any(Number) }),
      ]);
      const { $ref } = responses['200']!.content!['application/json']!.schema as { $ref: string };
      const page = api.document.components.schemas[$ref.split('/').at(-1)!] as { required: string[] };
      expect(page.required).toEqual(expect.arrayContaining(['items', 'nextCursor']));
    }
  });
});

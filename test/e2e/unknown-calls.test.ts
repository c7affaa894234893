import { GROUP, groupMessage } from '../support/messages.js';
import { ADMIN_KEY, type Answer, APP, OPENIM_SECRET, TestPresend } from '../support/presend.js';

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start();
});
afterAll(() => presend.stop());

/** Checks an answer against RFC 9457, and returns its problem. */
function problemIn({ status, headers, json, text }: Answer): Answer['json'] {
  expect([text, headers.get('content-type')]).toEqual([text, 'application/problem+json; charset=utf-8']);
  expect(json).toMatchObject({
    type: 'about:blank',
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    instance: expect.stringMatching(/^\/api/),
  });
  return json;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const put = (body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  presend.admin('PUT', `members/${APP}/jared`, body, headers);

it.each([
  '/api/v1/nothing',
  '/api/v1',
  '/api/nothing',
  '/api',
  '/api/v10',
  '/api/v1/members/1',
  '/api/v1/members:export',
])('answers 404 to the unknown url %s, with a key and without', async (path) => {
  for (const authorization of ['', `Bearer ${ADMIN_KEY}`]) {
    expect(problemIn(await presend.request(path, { headers: { authorization } }))).toMatchObject({
      status: 404,
      instance: path,
    });
  }
});

it.each([
  ['DELETE', '/api/v1/messages', 'GET, HEAD'],
  ['PATCH', '/api/v1/members/1/a', 'DELETE, GET, HEAD, PUT'],
  ['GET', '/api/v1/members:import', 'POST'],
  ['POST', '/api/v1/rule-sets/active', 'GET, HEAD'],
  ['PUT', '/api/docs', 'GET, HEAD'],
  ['OPTIONS', '/api/v1/rules', 'GET, HEAD, POST'],
])('answers 405 to %s %s, with the allowed methods', async (method, path, allowed) => {
  const answer = await presend.request(path, { method });
  expect([problemIn(answer).status, answer.headers.get('allow')]).toEqual([405, allowed]);
});

it('answers a url that cannot be decoded with 400', async () => {
  expect(problemIn(await presend.admin('GET', 'members/1/%zz')).status).toBe(400);
});

it.each([
  ['{\n  "level": "LV1",\n  "secret" }', 3, 12],
  [' ', 1, 2],
  ['{"level":"LV1"', 1, 15],
  ["{'level':1}", 1, 2],
])('says where %j stops being JSON, and quotes nothing of it', async (body, line, column) => {
  const answer = await presend.request(`/api/v1/members/${APP}/jared`, {
    method: 'PUT',
    body,
    headers: { ...JSON_TYPE, authorization: `Bearer ${ADMIN_KEY}` },
  });
  expect(problemIn(answer)).toMatchObject({ status: 400, errors: [{ line, column }] });
  expect(answer.text).not.toMatch(/LV1|secret|'level'/);
});

it.each(['[]', '[{"level":"LV1"}]', '"LV1"', 'null', '7', 'true'])(
  'refuses the body %s, which is not an object, and stores nothing',
  async (body) => {
    expect(problemIn(await put(body)).status).toBe(400);
    expect((await presend.admin('GET', `members/${APP}/jared`)).status).toBe(404);
  },
);

it('answers 413 to a body that is too large', async () => {
  expect(problemIn(await put({ level: 'x'.repeat(3_000_000) })).status).toBe(413);
});

it.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/json; charset=latin1',
])('answers 415 to a body of %s', async (type) => {
  expect(problemIn(await put('{"level":"LV1"}', { 'content-type': type })).status).toBe(415);
});

it('answers 415 to a body with an unknown compression', async () => {
  const answer = await put('{"level":"LV1"}', { ...JSON_TYPE, 'content-encoding': 'zip' });
  expect(problemIn(answer).status).toBe(415);
});

it('names each fault of a body by its pointer', async () => {
  const { status, errors } = problemIn(await put({ level: '', title: 7, 'a/b~c': 1 }));
  expect(status).toBe(400);
  const pointers = errors.map(({ pointer }: { pointer: string }) => pointer);
  expect([...new Set(pointers)].sort()).toEqual(['/a~1b~0c', '/level', '/title']);
  const rules = [{ name: 'a', when: 'true', then: { action: 'shout' } }];
  const nested = problemIn(await presend.admin('POST', 'rule-sets', { rules }));
  expect(nested.errors).toEqual([
    { pointer: '/rules/0/then/action', detail: expect.stringContaining('action must be one of') },
  ]);
});

it('names the wrong parameter of a path, a query and a header', async () => {
  const calls = [
    ['GET', `members/${APP}/${'x'.repeat(300)}`, 'userId'],
    ['GET', 'messages?limit=0', 'limit'],
    ['GET', 'messages?cursor=x', 'cursor'],
    ['GET', 'messages?from=soon', 'from'],
    ['GET', 'messages?from=99999-01-01T00:00:00Z', 'from'],
    ['GET', 'messages?colour=red', 'colour'],
    ['GET', 'rule-sets/99999999999999999999', 'version'],
    ['GET', 'rule-sets?cursor=99999999999999999999', 'cursor'],
  ] as const;
  for (const [method, path, parameter] of calls) {
    const { status, errors } = problemIn(await presend.admin(method, path));
    expect([path, status, errors[0]]).toEqual([path, 400, { parameter, detail: expect.any(String) }]);
  }
  const { errors } = problemIn(await put({ level: 'LV1' }, { ...JSON_TYPE, 'if-match': 'LV1' }));
  expect(errors[0].parameter).toBe('If-Match');
});

it('finds nothing, and does not fail, if PostgreSQL cannot store the value in the query', async () => {
  for (const path of [
    'audit-log?actor=%00',
    'messages?rule=%00',
    'mutes?app=%00',
    'rules/%00',
    'keyword-lists/%00/entries',
  ])
    expect([path, (await presend.admin('GET', path)).status]).toEqual([path, path.includes('?') ? 200 : 404]);
  const { status } = await presend.admin('POST', 'rule-sets', { rules: [], reason: 'a\u0000b' });
  expect(status).toBe(201);
  expect((await presend.admin('GET', 'rule-sets')).json.items[0].reason).toBe('a\u0000b');
});

it('answers webhooks in the vendor’s format, whatever is wrong', async () => {
  expect((await presend.tencent(GROUP, groupMessage('hello'))).json).toMatchObject({ ActionStatus: 'OK' });
  const openim = `/openim/${OPENIM_SECRET}/callbackBeforeSendGroupMsgCommand`;
  for (const [method, path, body] of [
    ['POST', openim, '{'],
    ['PATCH', openim, '{}'],
    ['GET', openim, undefined],
    ['POST', '/openim/nothing/at/all', '{}'],
    ['POST', openim, 'x'.repeat(2_000_000)],
  ] as const) {
    const { json, headers } = await presend.request(path, { method, body, headers: JSON_TYPE });
    expect([method, path, Object.keys(json)]).toEqual([
      method,
      path,
      expect.arrayContaining(['actionCode', 'nextCode']),
    ]);
    expect(headers.get('content-type')).not.toContain('problem');
  }
  for (const [method, body] of [
    ['PUT', '{'],
    ['POST', '{'],
    ['POST', 'x'.repeat(2_000_000)],
  ] as const) {
    const { json } = await presend.request('/tencent', { method, body, headers: JSON_TYPE });
    expect(Object.keys(json)).toEqual(expect.arrayContaining(['ActionStatus', 'ErrorCode']));
  }
});

it('leaves other unknown urls to Nest', async () => {
  for (const path of ['/nothing', '/health/nothing', '/apiary']) {
    const { status, json } = await presend.request(path, {});
    expect([status, json.message]).toEqual([404, `Cannot GET ${path}`]);
  }
});

it('tells an address that tries wrong keys how long to wait', async () => {
  const node = await TestPresend.start();
  let answer: Answer | undefined;
  for (let i = 0; i < 61; i++)
    answer = await node.admin('GET', 'messages', undefined, { authorization: `Bearer guess-${i}` });
  await node.stop();
  expect(problemIn(answer!).status).toBe(429);
  const seconds = Number(answer!.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThanOrEqual(60);
});

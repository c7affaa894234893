import { createHash, randomBytes } from 'node:crypto';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage, OPENIM_GROUP, openimMessage } from '../support/messages.js';
import { APP } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';
import { raw } from '../support/raw.js';
import { until } from '../support/until.js';
import { Wire } from '../support/wire.js';

const OPENIM_SECRET = 'openim-hush1';
const TENCENT_TOKEN = 'token-hush2';
const ADMIN_KEY = 'key-hush3';
const PASSWORD = 'password-hush4';
const SECRETS = /hush\d/;
const TEXT = 'a confidential text';
/** Secrets that unauthenticated callers send. */
const FOREIGN = 'foreign-hush5';

const environment = {
  OPENIM_SECRETS: OPENIM_SECRET,
  TENCENT_TOKENS: JSON.stringify({ [APP]: [TENCENT_TOKEN] }),
  ADMIN_API_KEY: ADMIN_KEY,
  MAX_BODY_KB: '64',
  LOG_WAIT_MS: '100',
};

/** A database that needs a password. @returns its url, and the url with a wrong password */
async function lockedDatabase(): Promise<[url: string, wrong: string]> {
  const owner = await createDatabase();
  const role = `r_${randomBytes(6).toString('hex')}`;
  await query(owner, `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`);
  await query(owner, `ALTER DATABASE ${new URL(owner).pathname.slice(1)} OWNER TO ${role}`);
  const url = new URL(owner);
  url.username = role;
  url.password = PASSWORD;
  const wrong = new URL(url);
  wrong.password = FOREIGN;
  return [url.href, wrong.href];
}

function signed(query = ''): string {
  const time = Math.floor(Date.now() / 1000);
  const sign = createHash('sha256').update(`${TENCENT_TOKEN}${time}`).digest('hex');
  return `/?SdkAppid=${APP}&CallbackCommand=${GROUP}&RequestTime=${time}&Sign=${sign}${query}`;
}

/** Sends what an attacker or a broken caller may send. @returns the answers */
async function abuse({ url }: PresendProcess): Promise<string[]> {
  const answers: string[] = [];
  const openim = `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`;
  const admin = { authorization: `Bearer ${ADMIN_KEY}` };
  const send = async (path: string, init: RequestInit = {}): Promise<void> => {
    const response = await fetch(url + path, init);
    answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`);
  };
  const post = (path: string, body: string): Promise<void> => send(path, { method: 'POST', body });
  const long = 'x'.repeat(64 * 1024);
  const message = JSON.stringify(groupMessage(TEXT));
  const bodies = [
    message,
    JSON.stringify(openimMessage(TEXT)),
    `{"MsgBody":"${TEXT}`,
    '['.repeat(30_000),
    `{"__proto__":{"polluted":"${TEXT}"},${message.slice(1)}`,
    TEXT.repeat(8_000),
  ];
  for (const path of [signed(), signed(`&a=${long}`), openim, `${openim}?a=${long}`, `${openim}/x`]) {
    for (const body of bodies) await post(path, body);
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) await send(path, { method });
  }
  for (const path of [
    `/openim/${FOREIGN}/${OPENIM_GROUP}`,
    `/tencent?SdkAppid=${APP}&RequestTime=1&Sign=${FOREIGN}`,
    `/tencent?SdkAppid=${FOREIGN}`,
    '/openim/%E0%A4%A',
    '/~callback',
  ])
    await post(path, message);
  for (const headers of [{ authorization: `Bearer ${FOREIGN}` }, { authorization: FOREIGN }, admin]) {
    for (const path of [
      'messages?limit=x',
      `messages?text=${encodeURIComponent(TEXT)}`,
      'mutes',
      'api-keys',
      `members/${long}`,
    ])
      await send(`/api/v1/${path}`, { headers });
    const init = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' } };
    for (const body of ['{', '{"level":1}', `{"__proto__":{"level":"${TEXT}"}}`, '{"level":"LV1"}'])
      await send(`/api/v1/members/${APP}/jared`, { ...init, body });
  }
  for (const head of [`POST ${openim} HTTP/1.1\r\nHost: x\r\n`, `POST ${signed()} HTTP/1.1\r\nHost: x\r\n`]) {
    const bearer = `Authorization: Bearer ${ADMIN_KEY}\r\n`;
    for (const bytes of [
      `${head}${bearer}X-Long: ${ADMIN_KEY.repeat(14_600)}`,
      `${head}${bearer}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      `${head}${bearer}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`,
      `${head}${bearer}Content-Length: 5000\r\n\r\n${TEXT}`,
      head.replace('HTTP/1.1', 'HTTP/9'),
    ])
      answers.push((await raw(url, bytes, { ms: 300 })).text);
  }
  return answers;
}

async function lookedAt({ url }: PresendProcess): Promise<string[]> {
  const paths = ['metrics', 'health/live', 'health/ready', 'api/openapi.json', 'api/docs', 'nothing', ''];
  return Promise.all(paths.map(async (path) => (await fetch(`${url}/${path}`)).text()));
}

function expectNoSecrets(texts: readonly string[]): void {
  for (const text of texts) expect(SECRETS.exec(text)?.input).toBeUndefined();
}

function linesOf({ output }: PresendProcess): Record<string, unknown>[] {
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('prints no secret and no text, whatever callers send, with and without PostgreSQL', async () => {
  const [databaseUrl] = await lockedDatabase();
  const wire = await Wire.to(databaseUrl);
  const presend = await PresendProcess.start({ ...environment, DATABASE_URL: wire.url });
  // The node cuts it off after ten seconds; the other calls run meanwhile.
  const slow = [`POST ${signed()} HTTP/1.1\r\nX-Slow: ${ADMIN_KEY}`, `POST /openim/${OPENIM_SECRET}/x`].map(
    (bytes) => raw(presend.url, bytes, { ms: 14_000 }),
  );
  const texts = await abuse(presend);
  wire.cut();
  texts.push(...(await abuse(presend)), ...(await lookedAt(presend)));
  wire.mend();
  await until(async () => (await (await fetch(`${presend.url}/health/ready`)).text()).includes('"up"'));
  texts.push(...(await lookedAt(presend)));
  for (const { text, isClosed } of await Promise.all(slow)) {
    expect([text.split('\r\n')[0], isClosed]).toEqual(['HTTP/1.1 408 Request Timeout', true]);
  }
  presend.kill('SIGTERM');
  expect(await presend.exited).toBe(0);
  await wire.close();

  // The search needs a record to find.
  const seen = new Set(texts.flatMap((text) => /^(?:HTTP\/1.1 )?(\d{3}) /.exec(text)?.[1] ?? []));
  for (const status of [200, 400, 401, 403, 404, 405, 413, 414, 431, 503])
    expect(seen).toContain(`${status}`);
  expectNoSecrets([...texts, presend.output]);
  expect(presend.output).not.toMatch(/confidential|SdkAppid=|x{1000}/);
  const tooLong = linesOf(presend).filter(({ msg }) => String(msg).includes('url is longer than'));
  expect(new Set(tooLong.map(({ msg }) => msg)).size).toBe(2);
}, 60_000);

it('prints no secret if PostgreSQL refuses the password', async () => {
  const [, wrong] = await lockedDatabase();
  const presend = await PresendProcess.start({ ...environment, DATABASE_URL: wrong });
  const texts = await lookedAt(presend);
  presend.kill('SIGTERM');
  expect(await presend.exited).toBe(0);
  expectNoSecrets([...texts, presend.output]);
  expect(linesOf(presend).length).toBeGreaterThan(0);
});

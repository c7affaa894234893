import { mkdtemp, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { ADMIN_KEY } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';
import { until } from '../support/until.js';

/** Sends numbered messages, one after another on each keep-alive connection, until it is stopped. */
class Sender {
  readonly answered = new Set<string>();
  readonly failed: string[] = [];
  #sent = 0;
  #stopped = false;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #lines: Promise<void>[];

  constructor(private readonly url: string) {
    this.#lines = Array.from({ length: 16 }, () => this.#run());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#lines);
    this.#agent.destroy();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const key = `m${this.#sent++}`;
      const outcome = await this.#send(key);
      if (outcome === 'answered') this.answered.add(key);
      else if (outcome === 'refused') return;
      else this.failed.push(key);
    }
  }

  /** `refused`: the port is closed, so nothing was sent. */
  #send(key: string): Promise<'answered' | 'refused' | 'broken'> {
    return new Promise((resolve) => {
      const sent = request(
        this.url + tencentPath(GROUP),
        { method: 'POST', agent: this.#agent },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve(text.includes('"ErrorCode":0') ? 'answered' : 'broken'));
          response.on('error', () => resolve('broken'));
        },
      );
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server may close an idle connection while the client reuses it. Every HTTP client sends again then.
        const isUnused = error.code === 'ECONNREFUSED' || sent.reusedSocket;
        resolve(isUnused ? 'refused' : 'broken');
      });
      sent.end(JSON.stringify(groupMessage('a confidential text', { MsgId: key })));
    });
  }
}

async function keysOf(databaseUrl: string): Promise<string[]> {
  const rows = await query<{ message_key: string }>(databaseUrl, 'SELECT message_key FROM message_log');
  return rows.map(({ message_key }) => message_key);
}

it('answers pending callbacks when it is stopped, and exits with 0', async () => {
  const databaseUrl = await createDatabase();
  const presend = await PresendProcess.start({ DATABASE_URL: databaseUrl });
  const sender = new Sender(presend.url);
  await until(() => sender.answered.size > 500);
  const start = performance.now();
  presend.kill('SIGTERM');
  expect(await presend.exited).toBe(0);
  expect(performance.now() - start).toBeLessThan(10_000);
  await sender.stop();
  expect(sender.failed).toEqual([]);
  const recorded = await keysOf(databaseUrl);
  expect(new Set(recorded).size).toBe(recorded.length);
  expect([...sender.answered].filter((key) => !recorded.includes(key))).toEqual([]);

  expect(presend.output).not.toContain('confidential');
  expect(presend.output).not.toContain('SdkAppid=');
  expect(presend.output).not.toContain(new URL(databaseUrl).password);
}, 40_000);

it('has recorded every answered message when it is killed', async () => {
  const databaseUrl = await createDatabase();
  // Records that a slow machine spools would wait for the next process.
  const presend = await PresendProcess.start({ DATABASE_URL: databaseUrl, LOG_WAIT_MS: '10000' });
  const sender = new Sender(presend.url);
  await until(() => sender.answered.size > 500);
  presend.kill('SIGKILL');
  await presend.exited;
  await sender.stop();
  const recorded = new Set(await keysOf(databaseUrl));
  expect([...sender.answered].filter((key) => !recorded.has(key))).toEqual([]);
}, 40_000);

it('names every invalid variable, prints no value, and exits with 1', async () => {
  const presend = await PresendProcess.spawn({
    PORT: 'seventy',
    TENCENT_TOKENS: '{"1400000001":"top-secret-token"}',
    OPENIM_SECRETS: 'has/slash-secret',
    DATABASE_URL: 'mysql://root:top-secret-password@db/x',
    ON_FAILURE: 'maybe',
  });
  expect(await presend.exited).toBe(1);
  for (const name of ['PORT', 'TENCENT_TOKENS', 'OPENIM_SECRETS', 'DATABASE_URL', 'ON_FAILURE']) {
    expect(presend.output).toContain(name);
  }
  expect(presend.output).not.toMatch(/seventy|top-secret|slash-secret|maybe/);
});

it('exits with 1 if a code of the failure policy would reach no client', async () => {
  const presend = await PresendProcess.spawn({
    DATABASE_URL: await createDatabase(),
    ON_FAILURE_GROUP: 'reject:5001:Later.',
  });
  expect(await presend.exited).toBe(1);
  expect(presend.output).toContain('ON_FAILURE_GROUP');
  expect(presend.output).toContain('it must lie in 10100–10200');
  expect(presend.output).not.toMatch(/5001|Later/);
});

it('reads variables from files', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'presend-secrets-'));
  await writeFile(join(directory, 'url'), `${await createDatabase()}\n`);
  await writeFile(join(directory, 'key'), 'key-of-a-file\n');
  const presend = await PresendProcess.start({
    DATABASE_URL_FILE: join(directory, 'url'),
    ADMIN_API_KEY: '',
    ADMIN_API_KEY_FILE: join(directory, 'key'),
  });
  const headers = { authorization: 'Bearer key-of-a-file' };
  expect((await fetch(`${presend.url}/api/v1/messages`, { headers })).status).toBe(200);
  presend.kill('SIGTERM');
  expect(await presend.exited).toBe(0);
});

it('writes JSON lines, and nothing about refused callers except that they were refused', async () => {
  const presend = await PresendProcess.start({ DATABASE_URL: await createDatabase() });
  await fetch(`${presend.url}/?SdkAppid=999&Sign=a-signature`, {
    method: 'POST',
    body: 'a confidential text',
  });
  await fetch(`${presend.url}/openim/a-wrong-secret/x`, { method: 'POST', body: '{}' });
  presend.kill('SIGTERM');
  await presend.exited;
  const lines = presend.output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const refused = lines.filter(({ msg }) => String(msg).startsWith('Refused a caller'));
  expect(refused).toHaveLength(2);
  for (const line of refused) expect(line).toMatchObject({ level: 'warn', requestId: expect.any(String) });
  expect(presend.output).not.toMatch(/confidential|a-signature|a-wrong-secret|SdkAppid=/);
});

it('serves the description of its API', async () => {
  const presend = await PresendProcess.start({ DATABASE_URL: await createDatabase() });
  const { paths } = (await (await fetch(`${presend.url}/api/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/messages',
      '/api/v1/members/{app}/{userId}',
      '/api/v1/mutes/{app}/{userId}',
    ]),
  );
  expect(JSON.stringify(paths)).not.toContain('~callback');
  const docs = await fetch(`${presend.url}/api/docs`);
  expect(docs.headers.get('content-security-policy')).toContain("default-src 'self'");
  presend.kill('SIGTERM');
  await presend.exited;
});

it('evaluates the active rules and masks words from its first callback on', async () => {
  const DATABASE_URL = await createDatabase();
  const first = await PresendProcess.start({ DATABASE_URL });
  const put = (path: string, method: string, body: string, type = 'application/json'): Promise<Response> =>
    fetch(`${first.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': type },
      body,
    });
  await put('keyword-lists/fruit/entries', 'PUT', 'durian', 'text/plain');
  const reject = { action: 'reject', code: 10101 };
  const rules = [
    { name: 'no-casino', state: 'live', when: 'text.contains("casino")', then: reject },
    { name: 'no-durian', state: 'live', when: 'keywords("fruit", text)', then: { action: 'mask' } },
  ];
  const made = await put('rule-sets', 'POST', JSON.stringify({ rules, reason: 'a test' }));
  expect(made.status).toBe(201);
  first.kill('SIGTERM');
  await first.exited;

  const second = await PresendProcess.start({ DATABASE_URL });
  const send = async (text: string): Promise<string> => {
    const body = JSON.stringify(groupMessage(text));
    return (await fetch(second.url + tencentPath(GROUP), { method: 'POST', body })).text();
  };
  expect(await send('a casino')).toContain('"ErrorCode":10101');
  expect(await send('a durian')).toContain('a ******');
  second.kill('SIGTERM');
  await second.exited;
  expect(second.output).not.toContain('"level":"error"');
});

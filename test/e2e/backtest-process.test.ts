import { jest } from '@jest/globals';
import type { Backtest } from '../../src/backtests/backtest.js';
import { createDatabase, query } from '../support/database.js';
import { ADMIN_KEY } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';
import { until } from '../support/until.js';

const MESSAGES = 20_000;
const RULES = [
  { name: 'even', when: 'text.endsWith("0")', then: { action: 'reject', code: 10101 }, state: 'live' },
];
const running: PresendProcess[] = [];

jest.setTimeout(60_000);

afterEach(async () => {
  for (const presend of running.splice(0)) {
    presend.kill('SIGKILL');
    await presend.exited;
  }
});

async function start(databaseUrl: string): Promise<PresendProcess> {
  const presend = await PresendProcess.start({ DATABASE_URL: databaseUrl });
  running.push(presend);
  return presend;
}

async function fill(databaseUrl: string): Promise<void> {
  await query(
    databaseUrl,
    `INSERT INTO message_log (received_at, id, platform, family, command, app_id, conversation_id, sender_id, request,
       readable_text, verdict, decided_by, elapsed_ms)
     SELECT now() - make_interval(secs => 0.001 * n), gen_random_uuid(), 'tencent', 'group',
       'Group.CallbackBeforeSendMsg', '1400000001', 'room', 'jared', '{}', 'line ' || n, 'allow', 'default', 1
     FROM generate_series(1, $1::int) AS n`,
    [MESSAGES],
  );
}

// What an answer is depends on what was asked.
// oxlint-disable-next-line typescript/no-explicit-any
async function admin(presend: PresendProcess, method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${presend.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function begin(presend: PresendProcess): Promise<Backtest> {
  const { id } = await admin(presend, 'POST', 'backtests', { rules: RULES });
  let found!: Backtest;
  await until(async () => {
    found = await admin(presend, 'GET', `backtests/${id}`);
    return found.state === 'running' && found.done > 0;
  }, 10_000);
  return found;
}

it('runs in a thread, tells how far it is, and is stopped at once', async () => {
  const databaseUrl = await createDatabase();
  const presend = await start(databaseUrl);
  await fill(databaseUrl);
  const { id, done, total } = await begin(presend);
  expect(total).toBe(MESSAGES);
  expect(done).toBeLessThan(MESSAGES);
  await admin(presend, 'POST', `backtests/${id}/cancel`);
  await until(async () => {
    const connections = await query(
      databaseUrl,
      `SELECT FROM pg_stat_activity WHERE application_name = 'presend-backtest' AND datname = current_database()`,
    );
    return connections.length === 0;
  }, 2_000);
  expect(await admin(presend, 'GET', `backtests/${id}`)).toMatchObject({ state: 'cancelled', report: null });
});

it('a node that is stopped leaves its backtest to another one', async () => {
  const databaseUrl = await createDatabase();
  const first = await start(databaseUrl);
  await fill(databaseUrl);
  const { id } = await begin(first);
  const second = await start(databaseUrl);
  first.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  await until(async () => (await admin(second, 'GET', `backtests/${id}`)).state === 'done', 40_000);
  expect(await admin(second, 'GET', `backtests/${id}`)).toMatchObject({
    total: MESSAGES,
    report: { messages: MESSAGES, hits: MESSAGES / 10, changed: MESSAGES / 10 },
  });
});

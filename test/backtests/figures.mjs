// npm run backtests:figures: how long a backtest takes, and what callbacks feel of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { EmbeddedPostgres } from '../../dist/src/database/embedded-postgres.js';

const MESSAGES = Number(process.argv[2] ?? 1_000_000);
const [RATE, PHASE_S, ROUNDS] = [500, 45, 2];
const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const NEXT_DAY = new Date(Date.now() + 2 * 86_400_000).toISOString();
const WISH = { to: NEXT_DAY };
const ideograph = (at) => String.fromCharCode(0x4e00 + (at % 20_000));

const directory = await mkdtemp(join(tmpdir(), 'presend-figures-'));
const postgres = await EmbeddedPostgres.start(join(directory, 'postgres'));
const port = await freePort();
const presend = spawn(process.execPath, [MAIN], {
  cwd: directory,
  env: {
    PATH: process.env.PATH,
    PORT: port,
    HOST: '127.0.0.1',
    DATABASE_URL: postgres.url,
    SDK_APP_IDS: '1400000001',
    ADMIN_API_KEY: 'figures',
    LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'inherit', 'inherit'],
});
try {
  await ready();
  await makeRules();
  await fill();
  await compare();
  await whole();
} finally {
  presend.kill('SIGTERM');
  await once(presend, 'exit');
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}

/** 200 live rules, one of them with a list of 100,000 words. */
async function makeRules() {
  const words = Array.from({ length: 100_000 }, (_, at) =>
    at % 2
      ? ideograph(at * 7_919) + ideograph(at * 104_729) + ideograph(at * 31)
      : `zq${(at * 7_919).toString(36)}x`,
  );
  await admin('PUT', 'keyword-lists/big/entries', words.join('\n'), 'text/plain');
  const conditions = [
    (at) => `text.contains("zzz${at}")`,
    (at) => `sender == "bad${at}" && size(text) > 3`,
    (at) => `text.matches("spam${at}[0-9]+")`,
    (at) => `conversation == "x${at}" || level == "LV${at + 1_000}"`,
  ];
  const rules = Array.from({ length: 200 }, (_, at) => ({
    name: `r${at}`,
    state: 'live',
    when: at === 0 ? 'keywords("big", text)' : conditions[at % 4](at),
    then: { action: 'reject', code: 10101 },
  }));
  await admin('POST', 'rule-sets', JSON.stringify({ rules, reason: 'figures' }));
}

async function fill() {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    `INSERT INTO message_log (received_at, id, platform, family, command, app_id, conversation_id, sender_id, request,
       readable_text, verdict, decided_by, elapsed_ms, rule_set_version, observed)
     SELECT date_trunc('day', now()) + make_interval(secs => n * 86400.0 / $1::int), gen_random_uuid(), 'tencent', 'group',
       'Group.CallbackBeforeSendMsg', '1400000001', 'g' || n % 500, 'u' || n % 20000, repeat('x', 500), t, 'allow',
       'default', 1.5, 1, '{"level":""}'
     FROM (SELECT n, CASE n % 3 WHEN 0 THEN 'hello there, this is message ' || n || ' of some sixty characters'
             WHEN 1 THEN '大家好，今天的会议改到下午三点开始，请准时参加，谢谢 ' || n ELSE 'ok ' || n END
             || CASE WHEN n % 100 = 0 THEN ' zzz100' ELSE '' END AS t
           FROM generate_series(1, $1::int) AS n) AS texts`,
    [MESSAGES],
  );
  await client.query('ANALYZE message_log');
  await client.end();
}

/** Callbacks at a steady rate, with and without a backtest beside them, by turns. */
async function compare() {
  await send(5);
  const p99s = { without: [], with: [] };
  for (let round = 0; round < ROUNDS; round++) {
    p99s.without.push(await send(PHASE_S));
    // From its very beginning: it builds the list, and its code is cold.
    const { id } = await admin('POST', 'backtests', JSON.stringify(WISH));
    p99s.with.push(await send(PHASE_S));
    await admin('POST', `backtests/${id}/cancel`);
    await sleep(1_000);
  }
  for (const [name, values] of Object.entries(p99s)) {
    const shown = values.map((value) => value.toFixed(1)).join(', ');
    console.log(`p99 of ${RATE} callbacks/s ${name.padEnd(7)} a backtest: ${shown} ms`);
  }
  const worse = 100 * (median(p99s.with) / median(p99s.without) - 1);
  console.log(`  worse by ${worse.toFixed(0)} % (medians)`);
}

async function whole() {
  const { id } = await admin('POST', 'backtests', JSON.stringify(WISH));
  let found;
  do {
    await sleep(500);
    found = await admin('GET', `backtests/${id}`);
  } while (found.state === 'queued' || found.state === 'running');
  const { messages, seconds, hits, changed, cost } = found.report;
  console.log(
    `${messages} messages under 200 rules and 100,000 words: ${seconds} s, ${hits} hits, ${changed} changed`,
  );
  console.log(`  judging a message: mean ${cost.meanUs} µs, p50 ${cost.p50Us} µs, p99 ${cost.p99Us} µs`);
}

async function send(seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const start = performance.now();
  const answers = [];
  while (performance.now() - start < seconds * 1_000) {
    const due = Math.floor(((performance.now() - start) / 1_000) * RATE);
    while (answers.length < due) answers.push(sendOne(agent, answers.length));
    await sleep(2);
  }
  const sorted = (await Promise.all(answers)).sort((a, b) => a - b);
  agent.destroy();
  return sorted[Math.floor(sorted.length * 0.99)];
}

function sendOne(agent, at) {
  const body = JSON.stringify({
    GroupId: `g${at % 50}`,
    Type: 'Public',
    From_Account: `u${at % 1_000}`,
    Random: Math.floor(Math.random() * 2 ** 32),
    MsgBody: [
      { MsgType: 'TIMTextElem', MsgContent: { Text: 'hello there, a line of some sixty characters 你好' } },
    ],
  });
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    const path = '/tencent?SdkAppid=1400000001&CallbackCommand=Group.CallbackBeforeSendMsg';
    request({ agent, port, host: '127.0.0.1', method: 'POST', path }, (response) => {
      response.resume().on('end', () => resolve(performance.now() - sentAt));
    })
      .on('error', reject)
      .end(body);
  });
}

async function admin(method, path, body, type = 'application/json') {
  const headers = { authorization: 'Bearer figures', 'content-type': type };
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

async function ready() {
  for (let tries = 0; tries < 300; tries++) {
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error('Presend did not start within 30 s.');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  await once(server, 'close');
  return free;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

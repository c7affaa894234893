import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.mjs';
import { APP_ID, MEMBERS_SQL, MUTED_IDS, OPENIM_APP } from './people.mjs';
import { query } from './postgres.mjs';
import { LIST, ruleSet } from './rules.mjs';
import { SECRET, TOKEN } from './traffic.mjs';

const MAIN = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));
const KEY = 'benchkey';
/** Those of `npm start`. */
export const FLAGS = ['--heap-growing-percent=60'];

/**
 * The application, as `npm start` starts it.
 *
 * @param {{ cwd: string, name: string, databaseUrl: string, flags?: string[] }} where
 */
export function startPresend({ cwd, name, databaseUrl, flags = [] }) {
  return Child.start({
    script: MAIN,
    cwd,
    name,
    flags: [...FLAGS, ...flags],
    readyPath: '/health/ready',
    env: {
      DATABASE_URL: databaseUrl,
      SDK_APP_IDS: APP_ID,
      TENCENT_TOKENS: JSON.stringify({ [APP_ID]: [TOKEN] }),
      TENCENT_CLOCK_SKEW_S: '86400',
      OPENIM_SECRETS: SECRET,
      SPOOL_DIR: `${cwd}/${name}-spool`,
      ADMIN_API_KEY: KEY,
    },
  });
}

/**
 * Everything that a company has put into it: members by SQL, the rest as people do.
 *
 * @param {Child} presend
 * @param {string} databaseUrl
 * @param {readonly string[]} words
 * @param {number} rules
 */
export async function fill(presend, databaseUrl, words, rules) {
  for (const statement of MEMBERS_SQL) await query(databaseUrl, statement);
  await putWords(presend, words);
  await putRules(presend, ruleSet(rules, { hasList: words.length > 0 }));
  for (const app of [APP_ID, OPENIM_APP]) {
    const put = MUTED_IDS.map((userId) => ({ app, userId }));
    await admin(presend, 'POST', 'mutes:batch', { put });
  }
}

/** @param {Child} presend @param {readonly string[]} words */
export async function putWords(presend, words) {
  if (words.length > 0)
    await admin(presend, 'PUT', `keyword-lists/${LIST}/entries`, words.join('\n'), 'text/plain');
}

/** @param {Child} presend @param {readonly object[]} rules */
export async function putRules(presend, rules) {
  await admin(presend, 'POST', 'rule-sets', { rules, reason: 'bench' });
  await sleep(500);
}

/** @param {Child} presend @returns {Promise<number>} the sum of a metric's samples */
export async function metric({ port }, name) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const samples = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...samples].reduce((sum, [, value]) => sum + Number(value), 0);
}

async function admin({ port }, method, path, body, type = 'application/json') {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': type },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${await response.text()}`);
}

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Child } from './child.mjs';
import { folder } from './folder.mjs';
import { Shot } from './load/shot.mjs';
import { APP_ID } from './people.mjs';
import { Postgres } from './postgres.mjs';
import { fill, FLAGS, startPresend } from './presend.mjs';
import { faultsOf } from './probes.mjs';
import { messages, SECRET, TOKEN } from './traffic.mjs';
import { wordList } from './words.mjs';

export const RULES = 200;
export const WORDS = 100_000;
const MESSAGES = 120_000;
const RULES_MS = 30_000;
const LEVELS_MS = 120_000;

/**
 * @typedef {object} Server
 * @property {'a' | 'b' | 'c' | 'd' | 'e'} key
 * @property {string} title
 * @property {'constant' | 'textbook' | 'nothing' | 'everything'} kind
 * @property {Child} child
 * @property {string} [databaseUrl] where its records are
 * @property {'message' | 'message_log' | 'spool'} [records]
 *
 * @typedef {object} Fleet
 * @property {string} cwd a folder that is the run's own
 * @property {Server[]} servers
 * @property {Postgres} postgres of (b) and (d)
 * @property {Shot} shot
 * @property {readonly string[]} words
 */

const scriptAt = (path) => fileURLToPath(new URL(path, import.meta.url));
const environment = { SDK_APP_IDS: APP_ID, TENCENT_TOKEN: TOKEN, OPENIM_SECRETS: SECRET };

/**
 * Starts servers, all of them beside each other: who is not asked has nothing to do.
 *
 * @param {import('./belongings.mjs').Belongings} belongings
 * @param {{ keys: string, say: (text: string) => void, flags?: string[], words?: number, rules?: number }} options
 * `keys`: `abcde`, or some of them; `flags`: of Node, for Presend's
 * @returns {Promise<Fleet>}
 */
export async function startFleet(
  belongings,
  { keys, say, flags = [], words: wordCount = WORDS, rules = RULES },
) {
  const cwd = await folder(belongings);
  const words = wordList(wordCount);
  say('messages');
  const shot = await Shot.write(
    join(cwd, 'messages.bin'),
    messages(MESSAGES, { words: words.slice(0, 5_000) }),
  );
  const start = async (what) => belongings.add(await Child.start({ cwd, ...what }), (child) => child.stop());
  const servers = [];
  if (keys.includes('a'))
    servers.push({
      key: 'a',
      title: 'node:http, a constant',
      kind: 'constant',
      child: await start({ name: 'a', script: scriptAt('servers/constant.mjs') }),
    });
  if (keys.includes('c'))
    servers.push({
      key: 'c',
      title: 'Presend, nothing to do',
      kind: 'nothing',
      child: await start({
        name: 'c',
        script: scriptAt('servers/nothing.mjs'),
        env: environment,
        flags: [...FLAGS, ...flags],
      }),
    });
  say('PostgreSQL, filled');
  const { postgres, away } = await filledDatabases({ belongings, cwd, keys, words, rules });
  if (keys.includes('b')) {
    const databaseUrl = await postgres.create('textbook');
    const env = { ...environment, DATABASE_URL: databaseUrl };
    const script = scriptAt('../dist/bench/textbook/main.js');
    const child = await start({ name: 'b', script, env });
    servers.push({ key: 'b', title: 'textbook', kind: 'textbook', child, databaseUrl, records: 'message' });
  }
  say('Presend');
  const presend = async (name, { server }) =>
    whenAtWork(
      belongings.add(await startPresend({ cwd, name, databaseUrl: server.url, flags }), (child) =>
        child.stop(),
      ),
      words,
    );
  const lost = away && (await presend('e', away));
  if (keys.includes('d')) {
    const child = await presend('d', postgres);
    const databaseUrl = postgres.server.url;
    const title = 'Presend, everything on';
    servers.push({ key: 'd', title, kind: 'everything', child, databaseUrl, records: 'message_log' });
  }
  if (keys.includes('d')) await knowsLevels(cwd, 'd');
  if (lost) {
    await knowsLevels(cwd, 'e');
    await away.stop();
    const title = 'the same, PostgreSQL stopped';
    servers.push({ key: 'e', title, kind: 'everything', child: lost, records: 'spool' });
  }
  return { cwd, servers: servers.sort((a, b) => a.key.localeCompare(b.key)), postgres, shot, words };
}

/** Levels are read in the background; when all are in memory a snapshot of them is taken. */
async function knowsLevels(cwd, name) {
  const end = Date.now() + LEVELS_MS;
  while (!existsSync(join(cwd, `${name}-spool`, 'snapshots', 'levels.ndjson'))) {
    if (Date.now() > end) throw new Error(`(${name}) has not read the levels within ${LEVELS_MS} ms`);
    await sleep(200);
  }
}

/** It is ready before the rules are in force, whose words have to be compiled first. */
async function whenAtWork(child, words) {
  const end = Date.now() + RULES_MS;
  let faults;
  do {
    faults = await faultsOf(child, 'everything', words[1]);
    if (faults.length === 0) return child;
    await sleep(200);
  } while (Date.now() < end);
  throw new Error(`Presend does not do what it was told: ${faults.join('; ')}`);
}

/** One PostgreSQL for (b) and (d), and another with the same in it that (e) loses. */
async function filledDatabases({ belongings, cwd, keys, words, rules }) {
  const start = async (name) =>
    belongings.add(await Postgres.start(join(cwd, name)), (postgres) => postgres.stop());
  const first = await start('postgres');
  if (!/[de]/.test(keys)) return { postgres: first };
  const nursery = join(cwd, 'nursery');
  await mkdir(nursery);
  const presend = await startPresend({ cwd: nursery, name: 'filling', databaseUrl: first.server.url });
  try {
    await fill(presend, first.server.url, words, rules);
    await first.makeLogFiles();
  } finally {
    await presend.stop();
  }
  if (!keys.includes('e')) return { postgres: first };
  await first.stop();
  await first.copyTo(join(cwd, 'postgres-away'));
  return { postgres: await start('postgres'), away: await start('postgres-away') };
}

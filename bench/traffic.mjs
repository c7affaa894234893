import { SeededRandom } from '../dist/src/simulator/seeded-random.js';
import { MixedTraffic } from '../dist/src/simulator/traffic.js';
import { writtenText } from '../dist/src/simulator/written-text.js';
import { textContent, textElement } from '../dist/src/testing/samples/sample-kinds.js';
import { openimPath, tencentPath } from '../dist/src/testing/callback-url.js';
import { APP_ID, CONVERSATIONS, isMuted, MEMBERS } from './people.mjs';

export const TOKEN = 'xxxxyyyy';
export const SECRET = 'benchsecret';
/** What stands in a body for a number that no other sending has; as long as what takes its place. */
export const NONCE = '4111222333';

/**
 * @typedef {object} Message
 * @property {string} path with a signature that is good for a day
 * @property {string} body NONCE in it, once or more
 * @property {'allow' | 'reject'} verdict what (d) has to say
 * @property {boolean} isChanged whether (d) has to append the sender's level
 */

const HITS = 0.01;
const CLIENTS = ['iOS', 'Android', 'Web', 'Windows'];
const nonce = Number(NONCE);
/** What names a message, by the member that does. */
const NAMED = {
  Random: nonce,
  MsgSeq: nonce,
  MsgRandom: nonce,
  MsgKey: `${NONCE}_${NONCE}_1700000000`,
  serverMsgID: `s${NONCE}`,
  clientMsgID: `c${NONCE}`,
};

/**
 * Messages of the simulator, with numbers in place of their names.
 *
 * @param {number} count
 * @param {{ seed?: number, words?: readonly string[], textBytes?: number }} options `words`: one message of a
 * hundred has one of them; `textBytes`: of all messages, instead of a mix from 2 to 400 characters
 * @returns {Generator<Message>}
 */
export function* messages(count, { seed = 1, words = [], textBytes } = {}) {
  const traffic = new MixedTraffic({ seed, senders: MEMBERS[APP_ID], conversations: CONVERSATIONS });
  const chance = new SeededRandom(seed + 1);
  const pathOf = pathsAt(Math.floor(Date.now() / 1_000), chance);
  for (let at = 0; at < count; at++) {
    const { command, platform, body } = traffic.next();
    const hit = words.length > 0 && chance.happens(HITS) ? chance.pick(words) : undefined;
    const isRewritten = hit !== undefined || textBytes !== undefined;
    const text = isRewritten ? [textOf(chance, textBytes), hit].join(' ').trim() : undefined;
    const sent = { ...body, ...named(body), ...(text && written(platform, text)) };
    const isRejected = hit !== undefined || isMuted(sent.From_Account ?? sent.sendID ?? 'nobody');
    yield {
      path: pathOf(platform, command),
      body: JSON.stringify(sent),
      verdict: isRejected ? 'reject' : 'allow',
      isChanged: !isRejected && platform === 'tencent' && !hasCustomElement(sent),
    };
  }
}

/** @param {number} [bytes] in UTF-8, at the most */
function textOf(chance, bytes) {
  if (bytes === undefined) return writtenText(chance);
  // Cut within a character, its rest is read as U+FFFD, of three bytes.
  return Buffer.from(writtenText(chance, bytes))
    .subarray(0, bytes)
    .toString()
    .replace(/\ufffd$/, '');
}

function named(body) {
  return Object.fromEntries(Object.entries(NAMED).filter(([name]) => name in body));
}

function written(platform, text) {
  return platform === 'tencent'
    ? { MsgBody: [textElement(text)] }
    : { contentType: 101, content: textContent(text) };
}

/** A message holds one custom element: beside the sender's own there is no place for the level's. */
function hasCustomElement({ MsgBody }) {
  return MsgBody.some(({ MsgType }) => MsgType === 'TIMCustomElem');
}

/** Signed once: a signature says nothing of the message. */
function pathsAt(requestTime, chance) {
  const signed = new Map();
  return (platform, command) => {
    if (platform === 'openim') return openimPath(command, SECRET);
    let paths = signed.get(command);
    if (!paths) {
      const caller = { appId: APP_ID, token: TOKEN, requestTime };
      paths = CLIENTS.map((OptPlatform) => tencentPath(command, { ...caller, query: { OptPlatform } }));
      signed.set(command, paths);
    }
    return chance.pick(paths);
  };
}

import { callbackOf, messageOf } from '../dist/src/testing/callback-of.js';
import { openimPath, tencentPath } from '../dist/src/testing/callback-url.js';
import {
  accountId,
  APP_ID,
  groupId,
  isMuted,
  memberId,
  MEMBERS,
  OFFICIAL_ACCOUNTS,
  OPENIM_APP,
  roomId,
} from './people.mjs';
import { normal, oneOf, randomFrom, zipf } from './random.mjs';
import { lineOf } from './words.mjs';

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

/** Of a hundred messages. */
const FAMILIES = [
  { share: 45, of: group },
  { share: 25, of: liveRoom },
  { share: 10, of: c2c },
  { share: 5, of: officialAccount },
  { share: 15, of: openim },
];
const HITS = 0.01;
const WITHOUT_TEXT = 0.05;
const CLIENTS = ['iOS', 'Android', 'Web', 'Windows'];
const nonce = Number(NONCE);

/**
 * Messages as a company's people send them, the same each time for a seed.
 *
 * @param {number} count
 * @param {{ seed?: number, words?: readonly string[], textLength?: number }} options `words`: one message of a
 * hundred has one of them; `textLength`: of all messages, instead of a mix from 2 to 400
 * @returns {Generator<Message>}
 */
export function* messages(count, { seed = 1, words = [], textLength } = {}) {
  const random = randomFrom(seed);
  const urls = urlsOf(Math.floor(Date.now() / 1000));
  for (let at = 0; at < count; at++) {
    const hit = words.length > 0 && random() < HITS ? oneOf(random, words) : undefined;
    const line = lineOf(random, textLength ?? Math.min(400, Math.max(2, Math.exp(2.9 + normal(random)))));
    const text = hit ? `${line} ${hit}` : line;
    const isPlain = hit !== undefined || textLength !== undefined || random() >= WITHOUT_TEXT;
    const make = familyOf(random() * 100);
    yield make({ random, text, hit, isPlain, urls });
  }
}

function familyOf(at) {
  let left = at;
  return FAMILIES.find(({ share }) => (left -= share) < 0).of;
}

/** Signed once: a signature says nothing of the message. */
function urlsOf(requestTime) {
  const tencent = (command, OptPlatform) =>
    tencentPath(command, { appId: APP_ID, token: TOKEN, requestTime, query: { OptPlatform } });
  const commands = ['Group', 'C2C', 'OfficialAccount'].map((family) => `${family}.CallbackBeforeSendMsg`);
  return Object.fromEntries(
    commands.map((command) => [command, CLIENTS.map((client) => tencent(command, client))]),
  );
}

function group(kit) {
  const rank = zipf(kit.random, MEMBERS[APP_ID]);
  const GroupId = groupId(zipf(kit.random, 50_000));
  return tencent(kit, 'Group.CallbackBeforeSendMsg', rank, { GroupId, Type: 'Public', ...sender(rank) });
}

function liveRoom(kit) {
  const rank = zipf(kit.random, MEMBERS[APP_ID]);
  const GroupId = roomId(zipf(kit.random, 2_000));
  return tencent(kit, 'Group.CallbackBeforeSendMsg', rank, { GroupId, Type: 'Live', ...sender(rank) });
}

function sender(rank) {
  const From_Account = memberId(APP_ID, rank);
  return { From_Account, Operator_Account: From_Account, Random: nonce };
}

function c2c(kit) {
  const rank = zipf(kit.random, MEMBERS[APP_ID]);
  return tencent(kit, 'C2C.CallbackBeforeSendMsg', rank, {
    From_Account: memberId(APP_ID, rank),
    To_Account: memberId(APP_ID, zipf(kit.random, MEMBERS[APP_ID])),
    MsgRandom: nonce,
    MsgKey: `${nonce}_${nonce}_1700000000`,
  });
}

function officialAccount(kit) {
  const Official_Account = accountId(zipf(kit.random, OFFICIAL_ACCOUNTS));
  return tencent(kit, 'OfficialAccount.CallbackBeforeSendMsg', -1, { Official_Account, Random: nonce });
}

function tencent({ random, text, hit, isPlain, urls }, command, rank, members) {
  const isCustom = !isPlain && random() < 0.3;
  const elements = isPlain ? undefined : [isCustom ? custom() : oneOf(random, [image(), face()])];
  const { body } = elements
    ? callbackOf(command, { ...members, MsgBody: elements })
    : messageOf(command, text, members);
  const verdict = hit || isMuted(rank) ? 'reject' : 'allow';
  // A message holds one custom element: beside the sender's own there is no place for the level's.
  const isChanged = verdict === 'allow' && !isCustom;
  return { path: oneOf(random, urls[command]), body: JSON.stringify(body), verdict, isChanged };
}

function openim({ random, text, hit, isPlain }) {
  const isGroup = random() < 0.8;
  const command = isGroup ? 'callbackBeforeSendGroupMsgCommand' : 'callbackBeforeSendSingleMsgCommand';
  const rank = zipf(random, MEMBERS[OPENIM_APP]);
  const members = {
    sendID: memberId(OPENIM_APP, rank),
    serverMsgID: `s${NONCE}`,
    clientMsgID: `c${NONCE}`,
    ...(isGroup
      ? { groupID: String(2_000_000 + zipf(random, 20_000)) }
      : { recvID: memberId(OPENIM_APP, zipf(random, MEMBERS[OPENIM_APP])) }),
  };
  const picture = JSON.stringify({ sourcePicture: { url: 'https://example.com/p.jpg', width: 640 } });
  const { body } = isPlain
    ? messageOf(command, text, members)
    : callbackOf(command, { ...members, contentType: 102, content: picture });
  const verdict = hit || isMuted(rank) ? 'reject' : 'allow';
  return { path: openimPath(command, SECRET), body: JSON.stringify(body), verdict, isChanged: false };
}

const face = () => ({ MsgType: 'TIMFaceElem', MsgContent: { Index: 6, Data: 'smile' } });

const custom = () => ({
  MsgType: 'TIMCustomElem',
  MsgContent: { Data: '{"gift":"rose"}', Desc: 'gift', Ext: '', Sound: '' },
});

const image = () => ({
  MsgType: 'TIMImageElem',
  MsgContent: {
    UUID: '1853095_D61040894AC3DE44CDFFFB3EC7EB720F',
    ImageFormat: 1,
    ImageInfoArray: [1, 2, 3].map((Type) => ({
      Type,
      Size: 1_853_095,
      Width: 2448,
      Height: 3264,
      URL: `https://example.com/${Type}.jpg`,
    })),
  },
});

import { callbackOf, messageOf } from '../dist/src/testing/callback-of.js';
import { openimPath, tencentPath } from '../dist/src/testing/callback-url.js';
import { APP_ID, groupId, levelOf as levelOfRank, memberId, MUTED_IDS } from './people.mjs';
import { PROBED_TEXT, REFUSED_CODE } from './rules.mjs';
import { SECRET, TOKEN } from './traffic.mjs';

const GROUP = 'Group.CallbackBeforeSendMsg';
const OPENIM = 'callbackBeforeSendGroupMsgCommand';
const LEVEL = 'CustomElement.MemberLevel';
const STATUS_OK = 200;

const isAllowed = ({ ActionStatus, ErrorCode }) => ActionStatus === 'OK' && ErrorCode === 0;
const levelOf = ({ MsgBody = [] }) =>
  MsgBody.find(({ MsgContent }) => MsgContent?.Desc === LEVEL)?.MsgContent.Data;

/** What every server has to answer. */
const EVERY = [
  { name: 'allows a group message', callback: () => message('good morning'), holds: isAllowed },
  {
    name: 'allows an OpenIM message',
    callback: () => openim('good morning', memberId(3)),
    holds: ({ nextCode, actionCode }) => nextCode === 0 || actionCode === 0,
  },
];

/** What the textbook's has to besides. */
const APPENDING = [{ name: 'appends a level', callback: () => message('good morning'), holds: levelOf }];

/** What Presend with everything on has to besides. */
const PERSONAL = [
  {
    name: "appends the sender's level",
    callback: () => message('good morning', memberId(0)),
    holds: (answer) => levelOf(answer) === levelOfRank(0),
  },
  {
    name: 'refuses who is muted',
    callback: () => message('good morning', MUTED_IDS[7]),
    holds: ({ ErrorCode }) => ErrorCode !== 0,
  },
  {
    name: 'refuses a false signature',
    callback: () => ({ ...message('good morning'), path: message('').path.replace(/Sign=./, 'Sign=x') }),
    status: 403,
    holds: ({ ActionStatus }) => ActionStatus === 'FAIL',
  },
];

/** What it has to with the list and the rules that are always there. @param {string} word of the list */
const ruled = (word) => [
  {
    name: 'refuses a word of the list',
    callback: () => message(`good ${word} morning`),
    holds: ({ ErrorCode, MsgBody }) => ErrorCode === REFUSED_CODE && !MsgBody,
  },
  {
    name: 'refuses a word of the list in OpenIM',
    callback: () => openim(`good ${word} morning`, memberId(3)),
    holds: ({ nextCode }) => nextCode === 1,
  },
  {
    name: 'refuses by a rule of its own',
    callback: () => message(PROBED_TEXT),
    holds: ({ ErrorCode }) => ErrorCode === 1,
  },
];

/**
 * Asks a server what it says, and tells what of that is wrong.
 *
 * @param {{ port: number }} server
 * @param {'constant' | 'textbook' | 'nothing' | 'everything'} kind
 * @param {string} [word] of the list; left out: there is no list
 * @returns {Promise<string[]>}
 */
export async function faultsOf(server, kind, word) {
  if (kind === 'constant') return faultsAmong(server, EVERY.slice(0, 1));
  if (kind === 'textbook') return faultsAmong(server, [...EVERY, ...APPENDING]);
  if (kind === 'nothing') return faultsAmong(server, EVERY);
  const asked = word === undefined ? PERSONAL : [...PERSONAL, ...ruled(word)];
  return faultsAmong(server, [...EVERY, ...asked]);
}

async function faultsAmong({ port }, probes) {
  const faults = [];
  for (const { name, callback, holds, status = STATUS_OK } of probes) {
    const { path, body } = callback();
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== status || !holds(JSON.parse(text)))
      faults.push(`not so: ${name} (${response.status} ${text})`);
  }
  return faults;
}

function message(text, From_Account = memberId(1)) {
  const { body } = messageOf(GROUP, text, {
    GroupId: groupId(0),
    From_Account,
    Operator_Account: From_Account,
  });
  return { path: tencentPath(GROUP, { appId: APP_ID, token: TOKEN }), body };
}

function openim(text, sendID) {
  const { content } = messageOf(OPENIM, text).body;
  return { path: openimPath(OPENIM, SECRET), body: callbackOf(OPENIM, { content, sendID }).body };
}

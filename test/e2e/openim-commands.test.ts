import type {
  DecisionPolicy,
  MessageEnricher,
  CallbackEvent,
  Outcome,
  OutcomeSink,
} from '../../src/index.js';
import { allowExcept, reject, RulePolicy } from '../../src/index.js';
import { OPENIM_GROUP, OPENIM_MODIFY, openimMessage } from '../support/messages.js';
import { OPENIM_SECRET, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

const ALLOWED = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
const JOIN = 'callbackBeforeMembersJoinGroupCommand';
const IMPORT = 'callbackBeforeImportFriendsCommand';

const asked: CallbackEvent[] = [];
const seen: Outcome[] = [];

/** Rejects every target named mallory. */
class NoMallory implements DecisionPolicy {
  readonly name = 'no-mallory';

  decide(event: CallbackEvent) {
    asked.push(event);
    const mallories = (event.targets ?? []).filter((id) => id.startsWith('mallory'));
    return mallories.length > 0
      ? allowExcept(mallories.map((userId) => ({ userId, code: 5666 })))
      : undefined;
  }
}

class Collecting implements OutcomeSink {
  readonly name = 'collecting';
  push(outcome: Outcome): void {
    seen.push(outcome);
  }
}

/** Changes a message's content as its ex asks for. */
class Changing implements MessageEnricher {
  readonly name = 'changing';

  enrich({ cloudCustomData, elements: [element] }: CallbackEvent) {
    if (cloudCustomData === 'two') return { elements: [element!, element!] };
    if (cloudCustomData === 'type') return { elements: [{ ...element!, contentType: 110 }] };
    if (cloudCustomData === 'text') return { elements: [{ ...element!, content: 'plain' }] };
    if (cloudCustomData === 'list') return { elements: [{ ...element!, content: ['a'] }] };
    if (cloudCustomData === 'fine') return { elements: [{ ...element!, content: { content: 'b', n: 1 } }] };
    return undefined;
  }
}

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({
    policies: [NoMallory, RulePolicy],
    enrichers: [Changing],
    sinks: [Collecting],
  });
});
afterAll(() => presend.stop());
beforeEach(() => {
  asked.length = 0;
  seen.length = 0;
});

const newest = async () => (await presend.records({ limit: '1' }))[0];

it('gives policies an action with its targets and texts, and does not ask enrichers', async () => {
  const memberList = [
    { userID: 'ann', ex: '' },
    { userID: 'bob', ex: '' },
  ];
  const { json } = await presend.openim(JOIN, {
    callbackCommand: JOIN,
    groupID: 'g',
    memberList,
    groupEx: '',
  });
  expect(json).toEqual(ALLOWED);
  expect(asked).toMatchObject([{ kind: 'action', conversationId: 'g', targets: ['ann', 'bob'], text: '' }]);
});

it('leaves a rejected target out if OpenIM reads the list, and rejects the whole action if it does not', async () => {
  const ids = ['ann', 'mallory', 'bob', 'mallory2'];
  const imported = await presend.openim(IMPORT, { ownerUserID: 'eve', friendUserIDs: ids });
  expect(imported.json).toEqual({ ...ALLOWED, friendUserIDs: ['ann', 'bob'] });
  const memberList = ids.map((userID) => ({ userID, ex: '' }));
  const joined = await presend.openim(JOIN, { groupID: 'g', memberList });
  expect(joined.json).toMatchObject({ nextCode: 1, errCode: 5666 });
  expect((await newest()).failure).toContain('single targets cannot be refused here');
});

it('rejects the whole action if no target would remain, because OpenIM ignores an empty list', async () => {
  const friendUserIDs = ['mallory', 'mallory', 'mallory2'];
  const { json } = await presend.openim(IMPORT, { ownerUserID: 'eve', friendUserIDs });
  expect(json).toMatchObject({ nextCode: 1, errCode: 5666 });
  expect(json).not.toHaveProperty('friendUserIDs');
});

it('records a notice and gives it to sinks, and asks no policy', async () => {
  const body = { groupID: 'g', kickedUserIDs: ['mallory'], reason: 'why not' };
  expect((await presend.openim('callbackAfterKickGroupCommand', body)).json).toEqual(ALLOWED);
  await until(() => seen.length === 1);
  expect(asked).toEqual([]);
  expect(seen[0]!.event).toMatchObject({ kind: 'notice', targets: ['mallory'], text: 'why not' });
  expect(await newest()).toMatchObject({ kind: 'notice', conversationId: 'g' });
});

it('records a presence once if it is delivered again', async () => {
  const body = {
    operationID: 'p_2_1',
    platformID: 2,
    platform: 'Android',
    userID: 'ann',
    seq: 1746797848316,
  };
  await presend.openim('callbackAfterUserOnlineCommand', body);
  const first = await newest();
  await presend.openim('callbackAfterUserOnlineCommand', body);
  expect((await newest()).id).toBe(first.id);
  await presend.openim('callbackAfterUserOnlineCommand', { ...body, seq: 1746797848317 });
  expect((await newest()).id).not.toBe(first.id);
});

it('judges an action by a rule that names its command', async () => {
  const rule = {
    name: 'no-casinos',
    when: 'text.contains("casino")',
    then: { action: 'reject', code: 5777, info: 'no' },
    state: 'live',
    scope: { commands: { include: ['callbackBeforeCreateGroupCommand'] } },
  };
  expect((await presend.admin('POST', 'rule-sets', { rules: [rule], reason: 'a test' })).status).toBe(201);
  const group = { groupID: 'g', groupName: 'casino', ownerUserID: 'eve' };
  expect((await presend.openim('callbackBeforeCreateGroupCommand', group)).json.errCode).toBe(5777);
  expect((await presend.openim('callbackBeforeSetGroupInfoCommand', group)).json.errCode).toBe(0);
});

it.each([
  ['two', 'one element, not 2'],
  ['type', 'its contentType is another than before'],
  ['text', 'its content is not an object'],
  ['list', 'its content is not an object'],
])('does not send a change that OpenIM would not accept, and the record says so: %s', async (ex, why) => {
  const { json } = await presend.openim(OPENIM_MODIFY, openimMessage('a', { ex }));
  expect(json).toEqual(ALLOWED);
  expect((await newest()).failure).toContain(why);
});

it('sends a changed content as the JSON text of an object', async () => {
  const { json } = await presend.openim(OPENIM_MODIFY, openimMessage('a', { ex: 'fine' }));
  expect(json).toEqual({ ...ALLOWED, content: '{"content":"b","n":1}' });
});

const delivery = async () => (await presend.records({ kind: 'message', limit: '1' }))[0].delivery;

describe('the delivery of a message', () => {
  const SAVED = 'callbackAfterMsgSaveDBCommand';
  const REVOKED = 'callbackBeforeAfterMsgCommand';

  it.each([
    [OPENIM_GROUP, 'callbackAfterSendGroupMsgCommand', {}, 'sg_group567'],
    [
      'callbackBeforeSendSingleMsgCommand',
      'callbackAfterSendSingleMsgCommand',
      { groupID: undefined, recvID: 'ann', sessionType: 1 },
      'si_ann_jared',
    ],
  ])(
    'appears in the record of %s: sent, stored, taken back',
    async (before, after, fields, conversationID) => {
      const message = openimMessage('hello', fields);
      await presend.openim(before, message);
      expect((await delivery()).state).toBeNull();
      await presend.openim(after, message);
      expect(await delivery()).toMatchObject({ state: 'sent', seq: null });
      await presend.openim(SAVED, { recvID: '', groupID: '', ...message, seq: 4711 });
      expect(await delivery()).toMatchObject({ state: 'sent', seq: 4711 });
      await presend.openim(REVOKED, { conversationID, seq: 4710, userID: 'jared' });
      expect((await delivery()).state).toBe('sent');
      await presend.openim(REVOKED, { conversationID, seq: 4711, userID: 'jared' });
      expect(await delivery()).toMatchObject({ state: 'recalled', seq: 4711 });
    },
  );

  it('does not appear in the record of another message', async () => {
    await presend.openim(OPENIM_GROUP, openimMessage('hello'));
    await presend.openim('callbackAfterSendGroupMsgCommand', openimMessage('hello'));
    expect((await delivery()).state).toBeNull();
  });
});

const URLS = [
  `/openim/${OPENIM_SECRET}/${JOIN}`,
  `/openim/${OPENIM_SECRET}//${JOIN}`,
  `//openim/${OPENIM_SECRET}/${JOIN}`,
  `/openim/${OPENIM_SECRET}/${JOIN}?contenttype=json`,
  `/openim/${OPENIM_SECRET}/${JOIN}?key=eyJzZW5kSUQiOiIxIn0%3D`,
  `/openim/${OPENIM_SECRET}?command=${JOIN}`,
  `/openim/${OPENIM_SECRET}?callbackCommand=${JOIN}`,
  `/openim/${OPENIM_SECRET}`,
  `/openim/${OPENIM_SECRET}/`,
  // A query in the configured url swallows the command.
  `/openim/${OPENIM_SECRET}?token=t/${JOIN}`,
];
it.each(URLS)('finds the command of %s', async (url) => {
  await presend.post(url, { callbackCommand: JOIN, groupID: 'g', memberList: null });
  expect(await newest()).toMatchObject({ command: JOIN, kind: 'action', conversationId: 'g' });
});

it('takes the command of the path if the body names another one', async () => {
  const body = openimMessage('a', { callbackCommand: JOIN });
  await presend.openim(OPENIM_GROUP, body);
  expect(await newest()).toMatchObject({ command: OPENIM_GROUP });
});

it('replies to an action by the failure policy if a policy fails', async () => {
  const strict = await TestPresend.start({
    onFailure: { openim: { code: 5999, info: 'Later, please.' } },
    policies: [
      class implements DecisionPolicy {
        readonly name = 'broken';
        decide(): ReturnType<typeof reject> {
          throw new Error('broken');
        }
      },
    ],
  });
  const { json } = await strict.openim(JOIN, { groupID: 'g', memberList: [] });
  expect(json).toMatchObject({ nextCode: 1, errCode: 5999, errMsg: 'Later, please.' });
  await strict.stop();
});

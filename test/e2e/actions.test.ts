import { Module } from '@nestjs/common';
import {
  allow,
  allowExcept,
  type CallbackEvent,
  type DecisionPolicy,
  discard,
  type MessageEnricher,
  MutePolicy,
  type Outcome,
  type PresendModuleOptions,
  reject,
  RulePolicy,
} from '../../src/index.js';
import {
  type Callback,
  createEvent,
  headerOnlyEvent,
  idempotencyKey,
  tencentCommand,
  TencentModule,
} from '../../src/platform.js';
import { AdmissionControl } from '../../src/http/admission-control.js';
import { ALLOWED, GROUP, groupMessage } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

const INVITE = 'Acme.CallbackBeforeInvite';
const OPEN = 'Acme.CallbackBeforeOpen';
const OPENED = 'Acme.CallbackAfterOpen';

class ActionDto {
  by?: string;
  whom?: string[];
  words?: string;
  id?: string;
}

function eventOf({ by, whom, words, id }: ActionDto, callback: Callback): CallbackEvent {
  return createEvent({
    ...headerOnlyEvent(callback),
    senderId: by,
    memberId: by,
    targets: whom,
    text: words,
    elements: [{ MsgType: 'TIMTextElem', MsgContent: { Text: words } }],
    idempotencyKey: id === undefined ? undefined : idempotencyKey(id),
  });
}

function inviteReply({ verdict }: Outcome): string {
  const refused = verdict.kind === 'allow' ? (verdict.except ?? []).map(({ userId }) => userId) : null;
  const code = verdict.kind === 'reject' ? verdict.code : 0;
  return JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: code, refused });
}

const COMMANDS = [
  tencentCommand({
    name: INVITE,
    family: 'group',
    kind: 'action',
    body: ActionDto,
    toEvent: eventOf,
    codes: [700, 799],
    plainRejectionCode: 7,
    rejectsTargets: true,
    reply: inviteReply,
    onFailure: 'reject',
  }),
  tencentCommand({
    name: OPEN,
    family: 'group',
    kind: 'action',
    body: ActionDto,
    toEvent: eventOf,
    codes: null,
  }),
  tencentCommand({
    name: OPENED,
    family: 'group',
    kind: 'notice',
    body: ActionDto,
    toEvent: eventOf,
    onFailure: 'reject',
  }),
  tencentCommand({
    name: 'Group.CallbackAfterGroupFull',
    family: 'acme',
    kind: 'notice',
    body: ActionDto,
    toEvent: eventOf,
  }),
];

@Module({ imports: [TencentModule.forFeature(COMMANDS)] })
class ActionsModule {}

/** Gives the verdict that the text of an action asks for. */
class Doorman implements DecisionPolicy {
  readonly name = 'doorman';
  static asked = 0;

  decide({ text }: CallbackEvent) {
    Doorman.asked++;
    if (text === 'throw') throw new Error('as asked');
    if (text === 'discard') return discard();
    if (text === 'allow') return allow();
    if (text === 'not mallory') return allowExcept([{ userId: 'mallory', code: 701, info: 'no' }]);
    if (text === 'not strangers') return allowExcept([{ userId: 'nobody' }]);
    if (text === 'not mallory, 10101') return allowExcept([{ userId: 'mallory', code: 10101 }]);
    const [, code] = /^reject (\d+)$/.exec(text) ?? [];
    return code === undefined ? undefined : reject(Number(code), 'because');
  }
}

/** Changes every event that it gets. */
class Stamp implements MessageEnricher {
  readonly name = 'stamp';
  enrich = () => ({ cloudCustomData: 'stamped' });
}

let presend: TestPresend;
afterEach(() => presend.stop());

async function start(options: PresendModuleOptions = {}): Promise<void> {
  presend = await TestPresend.start({ policies: [MutePolicy, Doorman, RulePolicy], ...options }, [
    ActionsModule,
  ]);
}

const invite = async (words: string, more: object = {}) =>
  (await presend.tencent(INVITE, { by: 'ann', whom: ['jared', 'mallory'], words, ...more })).json;
const newest = async () => (await presend.records({ limit: '1' }))[0];

describe('an action', () => {
  it('goes on if no policy gives a verdict, is recorded as an action, and enrichers are not asked', async () => {
    await start({ enrichers: [Stamp] });
    expect(await invite('come in')).toMatchObject({ ErrorCode: 0, refused: [] });
    const record = await newest();
    expect(record).toMatchObject({ kind: 'action', verdict: 'allow', deliveredCustomData: null });
    expect(record).not.toHaveProperty('refusedTargets');
  });

  it('goes on without the targets that a policy rejects, and the record names them', async () => {
    await start();
    expect(await invite('not mallory')).toMatchObject({ ErrorCode: 0, refused: ['mallory'] });
    expect(await newest()).toMatchObject({
      verdict: 'allow',
      decidedBy: 'doorman',
      refusedTargets: [{ userId: 'mallory', code: 701, info: 'no' }],
      failure: null,
    });
  });

  it('passes on codes of its own range, gets the plain rejection for others, and the record says so', async () => {
    await start();
    expect((await invite('reject 750')).ErrorCode).toBe(750);
    expect((await newest()).failure).toBeNull();
    expect((await invite('reject 10101')).ErrorCode).toBe(7);
    expect((await newest()).failure).toBe('code 10101 is outside 700–799 of this command: answered as 7');
    await invite('not mallory, 10101');
    expect(await newest()).toMatchObject({ refusedTargets: [{ userId: 'mallory', code: 7, info: '' }] });
    expect((await presend.tencent(OPEN, { words: 'reject 10101' })).json).toMatchObject({ ErrorCode: 1 });
  });

  it('goes on for all targets if the rejected users are not among them', async () => {
    await start();
    expect(await invite('not strangers')).toMatchObject({ ErrorCode: 0, refused: [] });
    expect((await newest()).failure).toContain('are not targets of this action');
  });

  it('is rejected as a whole if its reply cannot name targets, and so is a message', async () => {
    await start();
    const open = await presend.tencent(OPEN, { whom: ['mallory'], words: 'not mallory' });
    expect(open.json.ErrorCode).toBe(1);
    expect(await newest()).toMatchObject({ verdict: 'reject', code: 1, info: 'no' });
    expect((await newest()).failure).toContain('single targets cannot be refused here');
    expect((await presend.tencent(GROUP, groupMessage('not mallory'))).json.ErrorCode).toBe(1);
    expect((await newest()).failure).toContain('single targets cannot be refused here');
  });

  it('is rejected instead of discarded, and the record says so', async () => {
    await start();
    expect((await invite('discard')).ErrorCode).toBe(7);
    expect((await newest()).failure).toBe('an action cannot be discarded: answered as a reject');
  });

  it('gets the same targets in the reply if it arrives again, also at another node', async () => {
    await start();
    const other = await TestPresend.start({ databaseUrl: presend.databaseUrl, policies: [] }, [
      ActionsModule,
    ]);
    const first = await invite('not mallory', { id: 'a' });
    expect(await invite('not mallory', { id: 'a' })).toEqual(first);
    const body = { by: 'ann', whom: ['jared', 'mallory'], words: 'not mallory', id: 'a' };
    expect((await other.tencent(INVITE, body)).json).toEqual(first);
    expect(await presend.records()).toHaveLength(1);
    await other.stop();
  });

  it('keeps ids in its record that PostgreSQL cannot store as they are', async () => {
    await start({
      policies: [
        class extends Doorman {
          override decide = () => allowExcept([{ userId: 'a\u0000\ud800', info: '\u0001' }]);
        },
      ],
    });
    expect(await invite('', { whom: ['a\u0000\ud800'] })).toMatchObject({ refused: ['a\u0000\ud800'] });
    expect((await newest()).refusedTargets).toEqual([{ userId: 'a\u0000\ud800', code: 7, info: '\u0001' }]);
  });

  it('of a muted user goes on, because mutes apply to messages only', async () => {
    await start();
    await presend.admin('PUT', `mutes/${APP}/ann`, {});
    expect((await invite('come in')).ErrorCode).toBe(0);
  });
});

describe('a command that its vendor rejects by default', () => {
  it('is rejected if no verdict is reached and no failure policy is set', async () => {
    await start();
    expect((await invite('throw')).ErrorCode).toBe(7);
    expect((await presend.tencent(INVITE, 'no json')).json).toMatchObject({ ErrorCode: 7, refused: null });
    expect((await presend.tencent(OPEN, { words: 'throw' })).json.ErrorCode).toBe(0);
  });

  it.each([{ default: 'allow' as const }, { group: 'allow' as const }])(
    'goes on if the failure policy allows it: %j',
    async (onFailure) => {
      await start({ onFailure });
      expect((await invite('throw')).ErrorCode).toBe(0);
    },
  );
});

describe('on an overloaded node', () => {
  it("an action gets the failure policy's verdict in the reply format of its command", async () => {
    await start();
    presend.app.get(AdmissionControl, { strict: false }).admit = () => false;
    Doorman.asked = 0;
    const asked = { From_Account: 'ann', FriendItem: [{ To_Account: 'jared' }] };
    const { json } = await presend.tencent('Sns.CallbackPrevFriendAdd', asked);
    expect(json.ResultItem).toEqual([{ To_Account: 'jared', ResultCode: 0, ResultInfo: '' }]);
    expect((await presend.tencent('Live.CallbackBeforeSendGift', { RoomId: 'r' })).json.ErrorCode).toBe(1);
    expect((await invite('not mallory')).ErrorCode).toBe(7);
    expect(Doorman.asked).toBe(0);
  });
});

describe("a host's own command", () => {
  it('takes the place of one built-in notice, and of no other', async () => {
    await start();
    await presend.tencent('Group.CallbackAfterGroupFull', { by: 'ann', words: 'full' });
    expect(await newest()).toMatchObject({ senderId: 'ann', family: 'acme', kind: 'notice' });
    await presend.tencent('Group.CallbackAfterGroupDestroyed', { GroupId: 'g' });
    expect(await newest()).toMatchObject({ conversationId: 'g', family: 'group' });
  });
});

describe('a notice', () => {
  it('is acknowledged and recorded, and no policy is asked', async () => {
    await start();
    Doorman.asked = 0;
    expect((await presend.tencent(OPENED, { by: 'ann', words: 'reject 10101' })).text).toBe(ALLOWED);
    expect(Doorman.asked).toBe(0);
    expect(await newest()).toMatchObject({ kind: 'notice', verdict: 'allow', decidedBy: 'platform' });
  });

  it.each(['no json', '[]', '"text"', ''])(
    'gets a success reply even if it is malformed and the failure policy rejects: %j',
    async (body) => {
      await start({ onFailure: { default: 'reject' } });
      expect((await presend.tencent(OPENED, body)).text).toBe(ALLOWED);
      expect(await newest()).toMatchObject({ kind: 'notice', verdict: 'allow' });
    },
  );

  it('is acknowledged without its body if the body is over the limit', async () => {
    await start({ maxBodyKb: 1 });
    expect((await presend.tencent(OPENED, { words: 'x'.repeat(2_000) })).text).toBe(ALLOWED);
    expect((await newest()).failure).toContain('over the limit');
  });
});

const use = async (...rules: object[]) => presend.admin('POST', 'rule-sets', { rules, reason: 'a test' });
const rule = (scope: object | undefined, code: number) => ({
  name: 'no-casino',
  when: 'text.contains("casino")',
  then: { action: 'reject', code },
  state: 'live',
  scope,
});

const explain = async (message: object): Promise<string> =>
  (await presend.admin('POST', 'rules:explain', { message: { text: 'casino', ...message } })).json.verdict;

describe('a rule', () => {
  it('judges only messages if its scope names no commands', async () => {
    await start();
    await use(rule(undefined, 10101));
    expect((await invite('casino')).ErrorCode).toBe(0);
    expect((await presend.tencent(GROUP, groupMessage('casino'))).json.ErrorCode).toBe(10101);
  });

  it('judges only the actions that its scope names', async () => {
    await start();
    expect((await use(rule({ commands: { include: [INVITE] } }, 750))).status).toBe(201);
    expect((await invite('casino')).ErrorCode).toBe(750);
    expect(await newest()).toMatchObject({ rule: 'no-casino', kind: 'action' });
    expect((await presend.tencent(GROUP, groupMessage('casino'))).text).toBe(ALLOWED);
  });

  it('is explained if an explanation of an action is requested', async () => {
    await start();
    await use(rule({ commands: { include: [INVITE] } }, 750));
    expect(await explain({ command: INVITE, kind: 'action' })).toBe('reject');
    expect(await explain({ command: OPEN, kind: 'action' })).toBe('allow');
    expect(await explain({})).toBe('allow');
  });

  it("judges Tencent's actions, with codes of their ranges", async () => {
    await start();
    const [gift, add] = ['Live.CallbackBeforeSendGift', 'Sns.CallbackPrevFriendAdd'];
    expect((await use(rule({ commands: { include: [gift] } }, 38005))).status).toBe(422);
    const both = [
      rule({ commands: { include: [gift] } }, 102150),
      rule({ commands: { include: [add] } }, 38005),
    ];
    expect((await use(both[0]!, { ...both[1]!, name: 'no-casino-friends' })).status).toBe(201);
    const given = await presend.tencent(gift, { RoomId: 'r', GiftWater: { GiftId: 'casino chip' } });
    expect(given.json.ErrorCode).toBe(102150);
    const asked = {
      From_Account: 'ann',
      FriendItem: [{ To_Account: 'jared', AddWording: 'from the casino' }],
    };
    expect((await presend.tencent(add, asked)).json.ResultItem).toEqual([
      { To_Account: 'jared', ResultCode: 38005, ResultInfo: '' },
    ]);
    expect((await presend.tencent(GROUP, groupMessage('casino'))).text).toBe(ALLOWED);
  });

  it('judges all other actions if its scope excludes commands by name', async () => {
    await start();
    await use(rule({ commands: { exclude: [OPEN] } }, 10101));
    expect((await invite('casino')).ErrorCode).toBe(7);
    expect((await presend.tencent(OPEN, { words: 'casino' })).json.ErrorCode).toBe(0);
    expect((await presend.tencent(GROUP, groupMessage('casino'))).json.ErrorCode).toBe(10101);
  });

  it.each([
    [INVITE, 10101, '10101 is outside 700–799 of Acme.CallbackBeforeInvite'],
    [OPEN, 10101, 'Acme.CallbackBeforeOpen passes no code on: leave it out'],
    [OPENED, 10101, "there is no command 'Acme.CallbackAfterOpen' that takes a verdict"],
    ['constructor', 10101, "there is no command 'constructor' that takes a verdict"],
  ])(
    'is not saved with a code that a command in its scope does not pass on: %s',
    async (command, code, why) => {
      await start();
      const { status, text } = await use(rule({ commands: { include: [command] } }, code));
      expect(status).toBe(422);
      expect(text).toContain(why);
    },
  );
});

import { AdmissionControl } from '../../src/http/admission-control.js';
import { type DecisionPolicy, MemberLevelEnricher, MutePolicy, reject } from '../../src/index.js';
import { query } from '../support/database.js';
import { FAMILIES, FAMILY_NAMES, sendTo } from '../support/families.js';
import {
  ALLOWED,
  GROUP,
  groupMessage,
  OPENIM_GROUP,
  openimMessage,
  textElement,
} from '../support/messages.js';
import { type Answer, APP, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

const TOO_MUCH = 'not judged: the node was overloaded';

/** Gives a verdict on everything, after some synchronous work. */
class Busy implements DecisionPolicy {
  static ms = 0;
  static asked = 0;
  readonly name = 'busy';

  decide(): ReturnType<typeof reject> {
    Busy.asked++;
    const end = performance.now() + Busy.ms;
    while (performance.now() < end);
    return reject(10101);
  }
}

let presend: TestPresend;
beforeEach(() => {
  Busy.ms = 0;
  Busy.asked = 0;
});
afterEach(() => presend.stop());

function overload(): void {
  presend.app.get(AdmissionControl, { strict: false }).admit = () => false;
}

async function stored(): Promise<number> {
  const [row] = await query<{ count: string }>(presend.databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

/** The newest record, which may wait in the spool for a moment. */
async function newest(count: number): Promise<Record<string, unknown>> {
  await until(async () => (await stored()) === count);
  const [record] = await presend.records({ limit: '1' });
  return record as Record<string, unknown>;
}

it.each(FAMILY_NAMES)(
  '%s: the failure policy answers shed callbacks, and they are recorded and counted',
  async (family) => {
    presend = await TestPresend.start({ policies: [Busy], onFailure: { default: 'allow', group: 'reject' } });
    overload();
    const { status, json } = await sendTo(presend, family, FAMILIES[family].message('hello'));
    expect(status).toBe(200);
    const isAllowed = family === 'openim' ? json.nextCode === 0 : json.ErrorCode === 0;
    expect(isAllowed).toBe(family !== 'group');
    const record = await newest(1);
    const verdict = family === 'group' ? 'reject' : 'allow';
    expect(record).toMatchObject({ family, verdict, decidedBy: 'failure-policy', failure: TOO_MUCH });
    expect(Busy.asked).toBe(0);
    const { text } = await presend.request('/metrics', {});
    expect(text).toContain(`presend_shed_total{family="${family}"} 1`);
    expect(text).toContain(`presend_failure_verdicts_total{family="${family}",verdict="${verdict}"} 1`);
  },
);

it('refuses foreign callers under overload too', async () => {
  presend = await TestPresend.start({ policies: [Busy] });
  overload();
  expect((await presend.tencent(GROUP, groupMessage('hello'), { SdkAppid: '1400000009' })).status).toBe(403);
  expect((await presend.openim(OPENIM_GROUP, openimMessage('hello'), 'a-wrong-secret')).status).toBe(403);
  expect((await presend.tencent(GROUP, { ...groupMessage('hello'), CallbackCommand: 'Other' })).status).toBe(
    403,
  );
  expect(await stored()).toBe(0);
});

it('replies to malformed, empty and unknown callbacks as it does without load', async () => {
  presend = await TestPresend.start({ policies: [Busy] });
  overload();
  expect((await presend.tencent(GROUP, '{"GroupId":')).text).toBe(ALLOWED);
  expect((await newest(1))['failure']).toContain('malformed');
  expect((await presend.tencent(GROUP, {})).text).toBe(ALLOWED);
  expect((await newest(2))['decidedBy']).toBe('platform');
  expect((await presend.tencent('Group.CallbackNew', { a: 1 })).text).toBe(ALLOWED);
  const notification = openimMessage('', { contentType: 1501 });
  expect((await presend.openim(OPENIM_GROUP, notification)).json.nextCode).toBe(0);
  expect((await newest(4))['decidedBy']).toBe('platform');
});

it('removes a forged level, and does not look up the true one', async () => {
  presend = await TestPresend.start({ enrichers: [MemberLevelEnricher] });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  overload();
  const forged = { MsgType: 'TIMCustomElem', MsgContent: { Desc: 'CustomElement.MemberLevel', Data: 'LV9' } };
  const { json } = await presend.tencent(
    GROUP,
    groupMessage('', { MsgBody: [textElement('hello'), forged] }),
  );
  expect(json.MsgBody).toEqual([textElement('hello')]);
});

it('replies to a duplicate as it did before', async () => {
  presend = await TestPresend.start({ policies: [MutePolicy, Busy] });
  const message = groupMessage('hello');
  const first = await presend.tencent(GROUP, message);
  expect(first.json.ErrorCode).toBe(10101);
  overload();
  expect((await presend.tencent(GROUP, message)).text).toBe(first.text);
  expect(await stored()).toBe(1);
});

it('replies at once to callbacks that it cannot judge, at a load far above its capacity', async () => {
  presend = await TestPresend.start({ policies: [Busy], deadlineMs: 400 });
  // The policy limits the node to two hundred messages a second.
  Busy.ms = 5;
  const sent: Promise<Answer>[] = [];
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 40; i++) sent.push(presend.tencent(GROUP, groupMessage('hello')));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const answers = await Promise.all(sent);
  const shed = answers.filter(({ text }) => text === ALLOWED).length;
  expect(answers.every(({ text, json }) => text === ALLOWED || json.ErrorCode === 10101)).toBe(true);
  expect(shed).toBeGreaterThan(50);
  expect(shed).toBeLessThan(380);
  expect(Busy.asked).toBe(400 - shed);
  await until(async () => (await stored()) === 400);
});

it('judges every callback after a single stall, because a stall is not load', async () => {
  presend = await TestPresend.start({ policies: [Busy], deadlineMs: 10_000 });
  await presend.tencent(GROUP, groupMessage('hello'));
  Busy.ms = 300;
  const stalling = presend.tencent(GROUP, groupMessage('hello'));
  await until(() => Busy.asked === 2);
  Busy.ms = 0;
  const sent = Array.from({ length: 50 }, () => presend.tencent(GROUP, groupMessage('hello')));
  await stalling;
  expect((await Promise.all(sent)).filter(({ text }) => text === ALLOWED)).toEqual([]);
});

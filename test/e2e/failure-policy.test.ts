import { DecisionService } from '../../src/callback/decision.service.js';
import { AdmissionQueue } from '../../src/callback/admission-queue.service.js';
import type { DecisionPolicy, FailureMode, PresendModuleOptions, Verdict } from '../../src/index.js';
import { query } from '../support/database.js';
import {
  GROUP,
  groupMessage,
  liveRoomMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  OPENIM_GROUP,
  openimMessage,
} from '../support/messages.js';
import { freePort } from '../support/process.js';
import { type Answer, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

class Throwing implements DecisionPolicy {
  readonly name = 'throwing';
  decide(): undefined {
    throw new Error('no words');
  }
}
class Nonsense implements DecisionPolicy {
  readonly name = 'nonsense';
  decide(): Verdict {
    return { kind: 'perhaps' } as unknown as Verdict;
  }
}
class Hanging implements DecisionPolicy {
  readonly name = 'hanging';
  decide(): Promise<undefined> {
    return new Promise(() => {});
  }
}

type Family = 'group' | 'live-room' | 'official-account' | 'openim';

/** Of each family a message, one that is not JSON, one that is not what its command says, and an own code. */
const FAMILIES: Readonly<
  Record<
    Family,
    { command: string; valid: () => object; notJson: string; notDto: object; code: number; plain: number }
  >
> = {
  group: {
    command: GROUP,
    valid: () => groupMessage('hello'),
    notJson: '{"GroupId":nothing}',
    notDto: { GroupId: 'g', MsgBody: 'text' },
    code: 10150,
    plain: 1,
  },
  'live-room': {
    command: GROUP,
    valid: () => liveRoomMessage('hello'),
    notJson: '{"Type":"Live","GroupId":nothing}',
    notDto: { Type: 'Live', GroupId: 1, MsgBody: [] },
    code: 10199,
    plain: 1,
  },
  'official-account': {
    command: OFFICIAL_ACCOUNT,
    valid: () => officialAccountMessage('hello'),
    notJson: '{"Official_Account":nothing}',
    notDto: { Official_Account: ['a'] },
    code: 120_500,
    plain: 1,
  },
  openim: {
    command: OPENIM_GROUP,
    valid: () => openimMessage('hello'),
    notJson: '{"sendID":nothing}',
    notDto: { sendID: 1, contentType: 'text' },
    code: 5999,
    plain: 5001,
  },
};
const NAMES = Object.keys(FAMILIES) as Family[];
const INFO = 'Please try again later: soon.';

interface Cause {
  readonly options?: PresendModuleOptions;
  readonly arrange?: (presend: TestPresend) => void;
  readonly body?: (family: Family) => object | string;
  /** A part of the record's `failure`; without it there can be no record. */
  readonly failure?: RegExp;
}

/** Why no verdict is reached. */
const CAUSES: Readonly<Record<string, Cause>> = {
  'the body is not JSON': {
    body: (family) => FAMILIES[family].notJson,
    failure: /^malformed: the body is not JSON/,
  },
  'the body is not what its command says': {
    body: (family) => FAMILIES[family].notDto,
    failure: /^malformed: /,
  },
  'a policy throws': { options: { policies: [Throwing] }, failure: /^policy throwing threw Error: no words/ },
  'a policy returns nonsense': {
    options: { policies: [Nonsense] },
    failure: /^policy nonsense returned what is not a/,
  },
  'a policy hangs': {
    options: { policies: [Hanging], deadlineMs: 50 },
    failure: /^policy hanging passed the deadline/,
  },
  'the pipeline fails': {
    arrange: ({ app }) => {
      app.get(DecisionService, { strict: false }).decide = () => {
        throw new Error('unforeseen');
      };
    },
    failure: /^the pipeline threw Error: unforeseen/,
  },
  'there is too much to do': {
    arrange: ({ app }) => {
      app.get(AdmissionQueue, { strict: false }).admit = () => false;
    },
    failure: /^not judged: the node had more to do than it can/,
  },
};

const MODES: Readonly<Record<string, (family: Family) => FailureMode>> = {
  allow: () => 'allow',
  reject: () => 'reject',
  'reject with an own code and text': (family) => ({ code: FAMILIES[family].code, info: INFO }),
};

function settingsOf(mode: (family: Family) => FailureMode): PresendModuleOptions['onFailure'] {
  return { default: 'allow', ...Object.fromEntries(NAMES.map((family) => [family, mode(family)])) };
}

function expectAnswer(family: Family, mode: FailureMode, { status, json }: Answer): void {
  const { code, plain } = FAMILIES[family];
  expect(status).toBe(200);
  const own = typeof mode === 'object';
  if (family !== 'openim') {
    const wanted = mode === 'allow' ? 0 : own ? code : plain;
    expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: own ? INFO : '', ErrorCode: wanted });
  } else if (mode === 'allow') {
    expect(json).toEqual({ actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 });
  } else {
    const errMsg = own ? INFO : 'The message was refused.';
    expect(json).toEqual({ actionCode: 0, errCode: own ? code : plain, errMsg, errDlt: '', nextCode: 1 });
  }
}

function send(presend: TestPresend, family: Family, body: object | string): Promise<Answer> {
  const { command } = FAMILIES[family];
  return family === 'openim' ? presend.openim(command, body) : presend.tencent(command, body);
}

async function failureVerdicts(presend: TestPresend, family: Family, verdict: string): Promise<number> {
  const { text } = await presend.request('/metrics', {});
  const line = `presend_failure_verdicts_total{family="${family}",verdict="${verdict}"} `;
  return Number(
    text
      .split('\n')
      .find((candidate) => candidate.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

let presend: TestPresend;
afterEach(() => presend.stop());

describe.each(Object.entries(MODES))('where the failure policy says %s', (_mode, mode) => {
  it.each(Object.entries(CAUSES))(
    '%s: it is answered, recorded and counted so, in each family',
    async (_cause, cause) => {
      presend = await TestPresend.start({ ...cause.options, onFailure: settingsOf(mode) });
      cause.arrange?.(presend);
      for (const family of NAMES) {
        const answer = await send(presend, family, cause.body?.(family) ?? FAMILIES[family].valid());
        expectAnswer(family, mode(family), answer);
        await until(async () => (await query(presend.databaseUrl, 'SELECT 1 FROM message_log')).length > 0);
        const [record] = await presend.records({ family });
        const wanted = mode(family);
        const verdict = wanted === 'allow' ? 'allow' : 'reject';
        const { code, plain } = FAMILIES[family];
        expect(record).toMatchObject({
          verdict,
          decidedBy: 'failure-policy',
          code: wanted === 'allow' ? null : typeof wanted === 'object' ? code : plain,
          failure: expect.stringMatching(cause.failure!),
        });
        expect(await failureVerdicts(presend, family, verdict)).toBe(1);
        await query(presend.databaseUrl, 'DELETE FROM message_log');
      }
    },
  );

  it('PostgreSQL and the spool take no record: it is answered so, and counted as lost', async () => {
    const databaseUrl = `postgres://presend:presend@127.0.0.1:${await freePort()}/presend`;
    presend = await TestPresend.start({ databaseUrl, spoolLimitMb: 0, onFailure: settingsOf(mode) });
    for (const family of NAMES) {
      expectAnswer(family, mode(family), await send(presend, family, FAMILIES[family].valid()));
      const refused = mode(family) === 'allow' ? 0 : 1;
      expect(await failureVerdicts(presend, family, 'reject')).toBe(refused);
    }
    const { text } = await presend.request('/metrics', {});
    expect(text).toContain(`presend_records_lost_total ${NAMES.length}\n`);
  });
});

it('changes no verdict while only PostgreSQL is away', async () => {
  const databaseUrl = `postgres://presend:presend@127.0.0.1:${await freePort()}/presend`;
  presend = await TestPresend.start({ databaseUrl, onFailure: settingsOf(() => 'reject') });
  for (const family of NAMES)
    expectAnswer(family, 'allow', await send(presend, family, FAMILIES[family].valid()));
  const { text } = await presend.request('/metrics', {});
  expect(text).toContain('presend_records_lost_total 0\n');
});

it('is the plain refusal, and says so, in families that do not know the code of the default', async () => {
  presend = await TestPresend.start({
    policies: [Throwing],
    onFailure: { default: { code: 10150, info: INFO } },
  });
  const { json } = await presend.openim(OPENIM_GROUP, openimMessage('hello'));
  expect(json).toMatchObject({ errCode: 5001, errMsg: INFO, nextCode: 1 });
  const [record] = await presend.records();
  expect(record.failure).toContain('code 10150 is outside 5000–9999 of openim: answered as 5001');
  const group = await presend.tencent(GROUP, groupMessage('hello'));
  expect(group.json).toMatchObject({ ErrorCode: 10150, ErrorInfo: INFO });
});

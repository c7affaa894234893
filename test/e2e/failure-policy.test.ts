import { AdmissionControl } from '../../src/http/admission-control.js';
import { DecisionService } from '../../src/pipeline/decision.service.js';
import type { DecisionPolicy, PresendModuleOptions, Verdict } from '../../src/index.js';
import type { FailureMode } from '../../src/platform.js';
import { createDatabase } from '../support/database.js';
import { FAMILIES, type Family, FAMILY_NAMES, sendTo } from '../support/families.js';
import { GROUP, groupMessage, OPENIM_GROUP, openimMessage } from '../support/messages.js';
import { type Answer, TestPresend } from '../support/presend.js';
import { freePort } from '../support/process.js';
import { until } from '../support/until.js';
import { Wire } from '../support/wire.js';
import { WordPolicy } from '../support/word-policy.js';

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

const INFO = 'Please try again later: soon.';

interface Cause {
  readonly options?: PresendModuleOptions;
  readonly arrange?: (presend: TestPresend) => void;
  readonly body?: (family: Family) => object | string;
  /** The start of the record's `failure`. */
  readonly failure: RegExp;
}

/** Why no verdict is reached. */
const CAUSES: Readonly<Record<string, Cause>> = {
  'the body is not JSON': {
    body: (family) => FAMILIES[family].notJson,
    failure: /^malformed: the body is not JSON/,
  },
  'the body does not fit its command': {
    body: (family) => FAMILIES[family].notDto,
    failure: /^malformed: /,
  },
  'a policy throws': { options: { policies: [Throwing] }, failure: /^policy throwing threw Error: no words/ },
  'a policy returns nonsense': {
    options: { policies: [Nonsense] },
    failure: /^policy nonsense returned what is not a/,
  },
  'a policy hangs': {
    options: { policies: [Hanging], deadlineMs: 300 },
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
  'the node is overloaded': {
    arrange: ({ app }) => {
      app.get(AdmissionControl, { strict: false }).admit = () => false;
    },
    failure: /^not judged: the node was overloaded/,
  },
};

const MODES: Readonly<Record<string, (family: Family) => FailureMode>> = {
  allow: () => 'allow',
  reject: () => 'reject',
  'reject with an own code and text': (family) => ({ code: FAMILIES[family].code, info: INFO }),
};

function settingsOf(mode: (family: Family) => FailureMode): PresendModuleOptions['onFailure'] {
  return { default: 'allow', ...Object.fromEntries(FAMILY_NAMES.map((family) => [family, mode(family)])) };
}

/** The members that the record has to have. */
function verdictOf(
  family: Family,
  mode: FailureMode,
): { verdict: string; code: number | null; info: unknown } {
  const { code, plainCode } = FAMILIES[family];
  if (mode === 'allow') return { verdict: 'allow', code: null, info: null };
  return mode === 'reject'
    ? { verdict: 'reject', code: plainCode, info: '' }
    : { verdict: 'reject', code, info: INFO };
}

function expectAnswer(family: Family, mode: FailureMode, { status, json }: Answer): void {
  expect(status).toBe(200);
  const { verdict, code, info } = verdictOf(family, mode);
  if (family !== 'openim') {
    expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: info ?? '', ErrorCode: code ?? 0 });
  } else if (verdict === 'allow') {
    expect(json).toEqual({ actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 });
  } else {
    const errMsg = info || 'The message was refused.';
    expect(json).toEqual({ actionCode: 0, errCode: code, errMsg, errDlt: '', nextCode: 1 });
  }
}

/** The lines of presend_failure_verdicts_total. A label without an event has no line. */
async function failureVerdicts(presend: TestPresend): Promise<string[]> {
  const { text } = await presend.request('/metrics', {});
  return text.split('\n').filter((line) => line.startsWith('presend_failure_verdicts_total{'));
}

const counted = (family: Family, verdict: string): string =>
  `presend_failure_verdicts_total{family="${family}",verdict="${verdict}"} 1`;

let presend: TestPresend;
let wire: Wire | undefined;
afterEach(async () => {
  await presend.stop();
  await wire?.close();
  wire = undefined;
});

describe.each(Object.entries(MODES))('with the failure policy %s', (_mode, mode) => {
  it.each(Object.entries(CAUSES))(
    '%s: replies, records and counts by the failure policy in each family',
    async (_cause, cause) => {
      presend = await TestPresend.start({ ...cause.options, onFailure: settingsOf(mode) });
      cause.arrange?.(presend);
      for (const [sent, family] of FAMILY_NAMES.entries()) {
        const body = cause.body?.(family) ?? FAMILIES[family].message('hello');
        expectAnswer(family, mode(family), await sendTo(presend, family, body));
        await until(async () => (await presend.records()).length === sent + 1);
        const [record] = await presend.records();
        expect(record).toMatchObject({
          family,
          ...verdictOf(family, mode(family)),
          decidedBy: 'failure-policy',
          failure: expect.stringMatching(cause.failure),
        });
      }
      const lines = FAMILY_NAMES.map((family) => counted(family, verdictOf(family, mode(family)).verdict));
      expect((await failureVerdicts(presend)).toSorted()).toEqual(lines.toSorted());
    },
  );

  it('replies by the failure policy and counts a lost record if neither PostgreSQL nor the spool stores it', async () => {
    const databaseUrl = `postgres://presend:presend@127.0.0.1:${await freePort()}/presend`;
    presend = await TestPresend.start({ databaseUrl, spoolLimitMb: 0, onFailure: settingsOf(mode) });
    for (const family of FAMILY_NAMES) {
      const answer = await sendTo(presend, family, FAMILIES[family].message('hello'));
      expectAnswer(family, mode(family), answer);
    }
    // If the failure policy allows, the verdict of the policies stands.
    const refused = FAMILY_NAMES.filter((family) => mode(family) !== 'allow');
    const lines = refused.map((family) => counted(family, 'reject'));
    expect((await failureVerdicts(presend)).toSorted()).toEqual(lines.toSorted());
    const { text } = await presend.request('/metrics', {});
    expect(text).toContain(`presend_records_lost_total ${FAMILY_NAMES.length}\n`);
  });

  it('keeps the verdicts of the policies and records them later if only PostgreSQL is unavailable', async () => {
    wire = await Wire.to(await createDatabase());
    wire.cut();
    presend = await TestPresend.start({
      databaseUrl: wire.url,
      logWaitMs: 100,
      policies: [WordPolicy],
      enrichers: [],
      onFailure: settingsOf(mode),
    });
    const wanted: object[] = [];
    for (const family of FAMILY_NAMES) {
      expectAnswer(family, 'allow', await sendTo(presend, family, FAMILIES[family].message('hello')));
      wanted.push({ family, verdict: 'allow', code: null, decidedBy: 'default', failure: null });
      const { json } = await sendTo(presend, family, FAMILIES[family].message('casino'));
      const code: number = json.ErrorCode ?? json.errCode;
      expect([10101, 120_101, 5101]).toContain(code);
      wanted.push({ family, verdict: 'reject', code, decidedBy: 'words', failure: null });
    }
    expect(await failureVerdicts(presend)).toEqual([]);
    wire.mend();
    // Until the node reconnects to PostgreSQL, the admin API answers 500.
    await until(async () => (await presend.records())?.length === wanted.length);
    expect((await presend.records()).toReversed()).toMatchObject(wanted);
    const { text } = await presend.request('/metrics', {});
    expect(text).toContain('presend_records_lost_total 0\n');
  });
});

it("becomes the plain rejection in families that do not know the default's code, and the record says so", async () => {
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

import fc from 'fast-check';
import {
  allow,
  type DecisionPolicy,
  discard,
  type Enrichment,
  type MessageElement,
  type MessageEnricher,
  reject,
  type Verdict,
} from '../../src/index.js';
import {
  CALLBACK_SAMPLES,
  callbackOf,
  readAnswer,
  type SampleCommand,
  TestPresend,
  vendorMatchers,
} from '../../src/testing/index.js';

expect.extend(vendorMatchers);

// The verdict of the host's code on the next message.
let verdict: Verdict | undefined;
let enrichment: Enrichment | undefined;

class AnyPolicy implements DecisionPolicy {
  readonly name = 'any';
  readonly decide = () => verdict;
}
class AnyEnricher implements MessageEnricher {
  readonly name = 'any';
  readonly enrich = () => enrichment;
}

let presend: TestPresend;
beforeAll(async () => {
  const serverUrl = process.env['PRESEND_TEST_DATABASE_URL']!;
  presend = await TestPresend.start({ policies: [AnyPolicy], enrichers: [AnyEnricher], serverUrl });
});
afterAll(() => presend.stop());

/** The messages that Presend decides on, and the other events that it rejects with a code. */
const messages = fc.constantFrom<SampleCommand>(
  'Group.CallbackBeforeSendMsg',
  'OfficialAccount.CallbackBeforeSendMsg',
  'C2C.CallbackBeforeSendMsg',
  'callbackBeforeSendGroupMsgCommand',
  'callbackBeforeSendSingleMsgCommand',
);
const actions = fc.constantFrom<SampleCommand>(
  'Group.CallbackBeforeCreateGroup',
  'Group.CallbackBeforeApplyJoinGroup',
  'Group.CallbackBeforeInviteJoinGroup',
  'OfficialAccount.CallbackBeforeCreateOfficialAccount',
  'Live.CallbackBeforeSendGift',
);
const texts = fc.string({ unit: 'binary', maxLength: 40 });
const codes = fc.oneof(
  fc.constantFrom(10100, 10200, 10201, 102_100, 102_201, 120_001, 130_000, 4999, 5000, 9999, 10_000),
  fc.integer(),
);

it("replies to any rejection legally, with the policy's code if the vendor passes it on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(messages, actions), codes, texts, async (command, code, info) => {
      verdict = reject(code, info);
      enrichment = undefined;
      const answer = await presend.client.send(callbackOf(command));
      const { platform } = CALLBACK_SAMPLES[command];
      const [first, last] = CALLBACK_SAMPLES[command].codes!;
      expect(answer).toRefuse(code >= first && code <= last ? code : platform === 'tencent' ? 1 : 5001);
    }),
    { numRuns: 100 },
  );
});

it('discards if the vendor can, and rejects if it cannot', async () => {
  verdict = discard();
  await fc.assert(
    fc.asyncProperty(messages, async (command) => {
      const answer = await presend.client.send(callbackOf(command));
      if (CALLBACK_SAMPLES[command].canDrop) expect(answer).toDrop();
      else expect(answer).toRefuse(5001);
    }),
    { numRuns: 20 },
  );
});

const element: fc.Arbitrary<MessageElement> = fc.oneof(
  texts.map((Text) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } })),
  texts.map((Data) => ({ MsgType: 'TIMCustomElem', MsgContent: { Data } })),
  fc.record({ MsgType: fc.string(), MsgContent: fc.object() }),
  // Values that are not elements: a host's code may return them.
  fc
    .oneof(fc.dictionary(fc.constantFrom('MsgType', 'MsgContent', 'Text'), fc.jsonValue()), fc.jsonValue())
    .map((value) => value as MessageElement),
  fc.integer({ min: 0, max: 13_000 }).map((length) => ({
    MsgType: 'TIMFaceElem',
    MsgContent: { Index: 1, Data: 'x'.repeat(length) },
  })),
);

it('delivers any change that its vendor accepts, else the message as it arrived', async () => {
  verdict = allow();
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(element, { maxLength: 4 }), fc.option(texts), async (elements, data) => {
      enrichment = { elements, ...(data === null ? {} : { cloudCustomData: data }) };
      const answer = await presend.client.send(callbackOf('Group.CallbackBeforeSendMsg'));
      expect(answer).toDeliver();
      const { effect } = readAnswer(answer);
      if (effect.kind === 'deliver' && Object.keys(effect.changes).length > 0) changed++;
    }),
    { numRuns: 200 },
  );
  expect(changed).toBeGreaterThan(10);
});

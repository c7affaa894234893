import {
  CALLBACK_SAMPLES,
  callbackOf,
  readAnswer,
  type SampleCommand,
  TestPresend,
  vendorMatchers,
} from '../../src/testing/index.js';

expect.extend(vendorMatchers);

const SIGNING = '1400000001';
const UNSIGNED = '1400000002';
const COMMANDS = Object.keys(CALLBACK_SAMPLES) as SampleCommand[];
const of = (platform: string) =>
  COMMANDS.filter((command) => CALLBACK_SAMPLES[command].platform === platform);

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({
    sdkAppIds: [SIGNING, UNSIGNED],
    tencentTokens: { [SIGNING]: ['a-token'] },
    serverUrl: process.env['PRESEND_TEST_DATABASE_URL']!,
  });
});
beforeEach(() => void presend.sink.outcomes.splice(0));
afterAll(() => presend.stop());

const newest = async () => (await presend.client.records({ limit: '1' }))[0];

/** Sends a sample and looks for what became of it. */
async function expectTaken(command: SampleCommand, caller: object = {}, appId = 'openim'): Promise<void> {
  const callback = callbackOf(command);
  const answer = await presend.client.send(callback, caller);
  expect(answer.status).toBe(200);
  // Friends get a result each: that is no change.
  expect(answer).toDeliver(CALLBACK_SAMPLES[command].needs ? undefined : {});
  const { event, failures } = await presend.sink.first(
    ({ requestText }) => requestText === JSON.stringify(callback.body),
  );
  expect(failures).toEqual([]);
  expect(event).toMatchObject({ command, appId });
  expect(event.kind ?? 'message').toBe(CALLBACK_SAMPLES[command].kind);
  expect(await newest()).toMatchObject({ command, appId, verdict: 'allow', failure: null });
}

describe.each(of('tencent'))('a sample of %s', (command) => {
  it('is let through and recorded, signed', () =>
    expectTaken(command, { appId: SIGNING, token: 'a-token' }, SIGNING));

  it('is let through and recorded, unsigned, of an app without a token', () =>
    expectTaken(command, { appId: UNSIGNED, token: undefined }, UNSIGNED));

  it('is turned away and not recorded, unsigned, of an app with a token', async () => {
    const before = await newest();
    const answer = await presend.client.send(callbackOf(command), { appId: SIGNING, token: undefined });
    expect(answer.status).toBe(403);
    expect(readAnswer(answer).effect).toEqual({ kind: 'fail' });
    expect(await newest()).toEqual(before);
  });
});

describe.each(of('openim'))('a sample of %s', (command) => {
  it('is let through and recorded, with the secret', () => expectTaken(command));

  it('is turned away with another secret', async () => {
    const answer = await presend.client.send(callbackOf(command), { openimSecret: 'another' });
    expect(answer.status).toBe(403);
    // Nothing refuses what has happened already.
    if (CALLBACK_SAMPLES[command].kind === 'notice') expect(answer).not.toBeLegal();
    else expect(answer).toRefuse(5403);
  });
});

import { jest } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DecisionPolicy, MemberLevelEnricher, type CallbackEvent, reject } from '../../src/index.js';
import type { Exchange } from '../../src/simulator/exchange.js';
import { isClean, type SimulationReport } from '../../src/simulator/simulation-report.js';
import { Simulation, type SimulationOptions } from '../../src/simulator/simulation.js';
import { parseTrafficMix, TRAFFIC_MIXES } from '../../src/simulator/traffic-mix.js';
import { MixedTraffic } from '../../src/simulator/traffic.js';
import { CALLBACK_SAMPLES } from '../../src/testing/samples/callback-samples.js';
import { APP, OPENIM_SECRET, TestPresend } from '../support/presend.js';

jest.setTimeout(30_000);

/** Rejects the messages of every second sender. */
class EveryOther implements DecisionPolicy {
  readonly name = 'every-other';
  decide({ senderId, text }: CallbackEvent) {
    return text !== '' && Number(senderId?.slice(1)) % 2 === 1 ? reject(null, 'No.') : undefined;
  }
}

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({
    policies: [EveryOther],
    enrichers: [MemberLevelEnricher],
    tencentTokens: { [APP]: ['a-token'] },
  });
  await presend.admin('PUT', `members/${APP}/u0`, { level: 'LV1' });
  await presend.admin('PUT', 'members/openim/u0', { level: 'LV1' });
});
afterAll(() => presend.stop());

const simulate = (options: Partial<SimulationOptions> = {}): Promise<SimulationReport> =>
  new Simulation({
    url: presend.url,
    callers: { appId: APP, token: 'a-token', openimSecret: OPENIM_SECRET },
    traffic: new MixedTraffic({ senders: 4 }),
    schedule: { rate: 200, seconds: 2 },
    ...options,
  }).run();

it('finds no violation in the answers to messages, and counts the effects', async () => {
  const report = await simulate({ followUps: false });
  expect(report.faults).toEqual([]);
  expect(isClean(report)).toBe(true);
  expect(report).toMatchObject({ sent: 400, answered: 400, late: 0, illegal: 0, unanswered: {} });
  const { deliver, change, refuse, drop, fail } = report.effects;
  expect([drop, fail, report.effects['turned-away']]).toEqual([0, 0, 0]);
  expect(deliver + change + refuse).toBe(400);
  for (const count of [deliver, change, refuse]) expect(count).toBeGreaterThan(30);
  const { p50, p90, p99, p999, max } = report.latencyMs;
  expect(p50).toBeGreaterThan(0);
  expect([p50, p90, p99, p999, max]).toEqual([p50, p90, p99, p999, max].sort((one, other) => one - other));
});

it('finds no violation in the answers to any command', async () => {
  const traffic = new MixedTraffic({ mix: TRAFFIC_MIXES.commands, senders: 4 });
  const report = await simulate({ traffic, schedule: { rate: 400, seconds: 3 } });
  expect(report.faults).toEqual([]);
  expect(report.answered).toBe(report.sent);
  expect(report.commands.length).toBeGreaterThan(Object.keys(CALLBACK_SAMPLES).length * 0.9);
});

it('sends the callbacks that follow a delivered message, and Presend finds its record', async () => {
  const traffic = new MixedTraffic({ mix: parseTrafficMix('group,openim'), senders: 4, seed: 5 });
  const report = await simulate({ traffic, schedule: { rate: 50, seconds: 2 } });
  expect(report.faults).toEqual([]);
  const { deliver, change } = report.effects;
  expect(report.followUps).toBeGreaterThan(40);
  expect(deliver + change).toBeGreaterThan(report.followUps);
  const records = await presend.records({ family: 'group', limit: '500' });
  const delivered = records.filter(({ delivery }) => delivery);
  expect(delivered.length).toBeGreaterThan(10);
});

it('accepts the right answers to duplicates, delayed and corrupted callbacks and wrong clocks', async () => {
  const mix = { ...TRAFFIC_MIXES.messages, ...TRAFFIC_MIXES.commands };
  const traffic = new MixedTraffic({ mix, senders: 4, seed: 9 });
  const disturbances = { repeated: 0.3, heldBack: 0.3, malformed: 0.5, skewS: 90 };
  const report = await simulate({ traffic, disturbances, schedule: { rate: 300, seconds: 3 } });
  expect(report.faults).toEqual([]);
  expect(isClean(report)).toBe(true);
  for (const count of [report.repeats, report.heldBack, report.malformed]) expect(count).toBeGreaterThan(20);
  expect(report.effects['turned-away']).toBeGreaterThan(50);
});

it('sends a burst all at once', async () => {
  const dues: number[] = [];
  const onExchange = ({ ms, lagMs }: Exchange): void => void dues.push(ms - lagMs);
  const report = await simulate({
    schedule: { rate: 10, seconds: 2, burst: 100 },
    followUps: false,
    onExchange,
  });
  expect(report.sent).toBe(120);
  expect(dues).toHaveLength(120);
  expect(isClean(report)).toBe(true);
});

it('ends when its signal is aborted, and counts the requests that it sent', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 500);
  const report = await simulate({ schedule: { rate: 100, seconds: 60 }, signal: controller.signal });
  expect(report.sent).toBeLessThan(200);
  expect(report.answered).toBe(report.sent);
});

describe('a simulation against a faulty server', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function simulated(listener: RequestListener, mix: string, rate = 20): Promise<SimulationReport> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const traffic = new MixedTraffic({ mix: parseTrafficMix(mix) });
    return simulate({ url: `http://127.0.0.1:${port}`, traffic, schedule: { rate, seconds: 1 } });
  }

  it('reports an answer that the vendor cannot read once, with its count', async () => {
    const report = await simulated((_, response) => response.end('<html>'), 'group');
    expect(report).toMatchObject({ sent: 20, answered: 20, illegal: 20 });
    expect(report.effects.fail).toBe(20);
    const [fault] = report.faults.filter(({ detail }) => detail.includes('no JSON object'));
    expect(fault).toMatchObject({ command: 'Group.CallbackBeforeSendMsg', count: 20, answer: '200 <html>' });
  });

  it("reads an answer with OpenIM's decoder", async () => {
    const report = await simulated(
      (_, response) => response.end('{"actionCode":"0","errCode":0,"errMsg":"","errDlt":"","nextCode":0}'),
      'openim',
    );
    expect(report.effects.refuse).toBe(20);
    expect(report.faults[0]!.detail).toContain('actionCode is not an int32');
  });

  it("counts an answer as late if it does not arrive within the vendor's timeout", async () => {
    const report = await simulated(() => {}, 'group', 5);
    expect(report).toMatchObject({ sent: 5, answered: 0, late: 5 });
    expect(isClean(report)).toBe(false);
  });

  it('counts connections that end without an answer', async () => {
    const report = await simulated((request) => request.socket.destroy(), 'group');
    expect(report).toMatchObject({ sent: 20, answered: 0, late: 0, unanswered: { ECONNRESET: 20 } });
  });

  it('reports a duplicate that gets another answer', async () => {
    let number = 0;
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        const text = `{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":${number++ % 2}}`;
        response.setHeader('content-type', 'application/json');
        response.setHeader('content-length', text.length);
        response.end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const report = await simulate({
      url: `http://127.0.0.1:${port}`,
      traffic: new MixedTraffic({ mix: parseTrafficMix('group') }),
      schedule: { rate: 50, seconds: 1 },
      disturbances: { repeated: 1 },
      followUps: false,
    });
    expect(report.repeats).toBe(50);
    expect(report.faults.map(({ detail }) => detail)).toEqual([
      'The duplicate got another answer than the first delivery.',
    ]);
    expect(report.illegal).toBeGreaterThan(5);
  });
});

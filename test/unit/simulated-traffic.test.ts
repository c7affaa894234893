import fc from 'fast-check';
import { dueCount, dueTimes } from '../../src/simulator/schedule.js';
import { parseTrafficMix, TRAFFIC_MIXES } from '../../src/simulator/traffic-mix.js';
import { MixedTraffic } from '../../src/simulator/traffic.js';
import { SeededRandom } from '../../src/simulator/seeded-random.js';
import { writtenText } from '../../src/simulator/written-text.js';
import { CALLBACK_SAMPLES } from '../../src/testing/samples/callback-samples.js';
import type { VendorCallback } from '../../src/testing/vendor-callback.js';

const some = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const textOf = ({ body }: VendorCallback): string => JSON.stringify(body['MsgBody'] ?? body['content']);

const shown = (seed: number): unknown[] => {
  const traffic = new MixedTraffic({ seed });
  return some(200, () => {
    const callback = traffic.next();
    return [callback.command, callback.body['From_Account'] ?? callback.body['sendID'], textOf(callback)];
  });
};

describe('mixed traffic', () => {
  it('gives the same texts, users and order for the same seed, and others for another seed', () => {
    expect(shown(7)).toEqual(shown(7));
    expect(shown(7)).not.toEqual(shown(8));
  });

  it('gives each message an id of its own', () => {
    const traffic = new MixedTraffic({ mix: { group: 1, openim: 1 } });
    const ids = some(2_000, () => traffic.next().body).map((body) => body['Random'] ?? body['serverMsgID']);
    // Two ids of 32 random bits may be equal by chance.
    expect(new Set(ids).size).toBeGreaterThan(1_995);
  });

  it('sends each kind as often as its weight says', () => {
    const traffic = new MixedTraffic({ mix: { group: 3, 'live-room': 1 } });
    const live = some(4_000, () => traffic.next()).filter(({ body }) => body['Type'] === 'Live').length;
    expect(live).toBeGreaterThan(850);
    expect(live).toBeLessThan(1_150);
  });

  it('has few senders who write much and many who write little', () => {
    const traffic = new MixedTraffic({ mix: { group: 1 }, senders: 100_000 });
    const counts = new Map<unknown, number>();
    for (const { body } of some(10_000, () => traffic.next()))
      counts.set(body['From_Account'], (counts.get(body['From_Account']) ?? 0) + 1);
    expect(counts.get('u0')).toBeGreaterThan(300);
    expect(counts.size).toBeGreaterThan(2_500);
  });

  it('has every command in the mix of everything', () => {
    expect(new Set(Object.keys(TRAFFIC_MIXES.everything))).toEqual(
      new Set([...Object.keys(CALLBACK_SAMPLES), ...Object.keys(TRAFFIC_MIXES.messages)]),
    );
  });

  it('writes texts of 2 to 400 characters, in Chinese and English', () => {
    const random = new SeededRandom(1);
    const texts = some(2_000, () => writtenText(random));
    const lengths = texts.map(({ length }) => length).sort((one, other) => one - other);
    expect(lengths.at(-1)).toBeLessThanOrEqual(400);
    expect(lengths[1_000]).toBeGreaterThan(8);
    expect(lengths[1_000]).toBeLessThan(30);
    const chinese = texts.filter((text) => /\p{Script=Han}/u.test(text)).length;
    expect(chinese / texts.length).toBeCloseTo(0.6, 1);
  });
});

describe('parseTrafficMix', () => {
  it('accepts a name, or kinds with weights', () => {
    expect(parseTrafficMix('messages')).toBe(TRAFFIC_MIXES.messages);
    expect(parseTrafficMix('group=3, live-room,Live.CallbackBeforeSendGift=0.5')).toEqual({
      group: 3,
      'live-room': 1,
      'Live.CallbackBeforeSendGift': 0.5,
    });
  });

  it.each(['nothing', 'group=0', 'group=x', 'group=3,', 'toString'])('rejects %j', (text) => {
    expect(() => parseTrafficMix(text)).toThrow();
  });
});

describe('a schedule', () => {
  it('spaces callbacks evenly, and all are due before its end', () => {
    const figures = { rate: fc.integer({ min: 1, max: 5_000 }), seconds: fc.integer({ min: 1, max: 5 }) };
    fc.assert(
      fc.property(fc.record(figures), (schedule) => {
        const times = [...dueTimes(schedule)];
        expect(times).toHaveLength(schedule.rate * schedule.seconds);
        expect(times.every((ms, at) => ms === (at * 1_000) / schedule.rate)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('sends each burst at once, every ten seconds', () => {
    const times = [...dueTimes({ rate: 1, seconds: 12, burst: 50 })];
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times.filter((ms) => ms === 1_000)).toHaveLength(51);
    expect(times.filter((ms) => ms === 11_000)).toHaveLength(51);
    expect(times).toHaveLength(112);
  });

  it('dueCount equals the number of due times', () => {
    const figures = {
      rate: fc.integer({ min: 1, max: 500 }),
      seconds: fc.integer({ min: 1, max: 25 }),
      burst: fc.integer({ min: 0, max: 50 }),
    };
    fc.assert(
      fc.property(fc.record(figures), (schedule) => {
        expect(dueCount(schedule)).toBe([...dueTimes(schedule)].length);
      }),
    );
  });
});

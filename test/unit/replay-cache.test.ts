import { hash } from 'node:crypto';
import fc from 'fast-check';
import type { RecordedOutcome } from '../../src/idempotency/recorded-outcome.js';
import { ReplayCache } from '../../src/idempotency/replay-cache.js';
import { allow, allowExcept, discard, reject } from '../../src/pipeline/verdict.js';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});
const jsonText = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify([value]));
const answer: fc.Arbitrary<RecordedOutcome> = fc.record(
  {
    id: fc.uuid(),
    receivedAt: fc.date({ noInvalidDate: true }),
    conversationId: fc.option(anyText),
    verdict: fc.oneof(
      fc.constantFrom(allow(), discard()),
      fc.tuple(fc.option(fc.integer()), anyText).map(([code, info]) => reject(code, info)),
      anyText.map((userId) => allowExcept([{ userId }])),
    ),
    decidedBy: anyText,
    delivery: fc.option(
      fc
        .record({ elements: fc.option(jsonText), cloudCustomData: fc.option(anyText) })
        .filter(({ elements, cloudCustomData }) => elements !== null || cloudCustomData !== null),
    ),
    hits: fc.array(anyText, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['id', 'receivedAt', 'conversationId', 'verdict', 'decidedBy', 'delivery'] },
);
const keyOf = (number: number): string => hash('md5', String(number));

it('returns an outcome unchanged or none: always the newest, and never one that is too old', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 30 }), answer);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ring = new ReplayCache(16 * 1024);
      const model = new Map<string, { given: RecordedOutcome; at: number }>();
      for (const [at, [number, given]] of steps.entries()) {
        const key = keyOf(number);
        ring.set(key, given, at);
        model.set(key, { given, at });
        const known = ring.find(key, -1);
        if (known) expect(known).toEqual(given);
        // An outcome that fits is found at once.
        else expect(JSON.stringify(given).length * 3).toBeGreaterThan(512);
        expect(ring.find(key, at)).toBeUndefined();
      }
      for (const [key, { given }] of model) {
        const known = ring.find(key, -1);
        if (known) expect(known).toEqual(given);
      }
      ring.clear();
      for (const key of model.keys()) expect(ring.find(key, -1)).toBeUndefined();
    }),
  );
});

const plain = (id: number, elements: string | null = null): RecordedOutcome => ({
  id: String(id),
  receivedAt: new Date(id),
  conversationId: null,
  verdict: allow(),
  decidedBy: 'default',
  delivery: elements === null ? null : { elements, cloudCustomData: null },
});

it('keeps as many outcomes as fit, and drops the oldest, over many rounds', () => {
  const ring = new ReplayCache(1024 * 1024);
  const many = 100_000;
  for (let at = 0; at < many; at++) ring.set(keyOf(at), plain(at, `["${'词'.repeat(at % 100)}"]`), at);
  let kept = 0;
  for (let at = 0; at < many; at++) {
    const found = ring.find(keyOf(at), -1);
    if (!found) continue;
    expect(found).toEqual(plain(at, `["${'词'.repeat(at % 100)}"]`));
    kept++;
  }
  expect(kept).toBeGreaterThan(3_000);
  for (let at = many - 1_000; at < many; at++) expect(ring.find(keyOf(at), -1)?.id).toBe(String(at));
});

it('keeps no outcome that would push all others out', () => {
  const ring = new ReplayCache(64 * 1024);
  ring.set(keyOf(1), plain(1), 1);
  ring.set(keyOf(2), plain(2, `["${'x'.repeat(20_000)}"]`), 2);
  expect(ring.find(keyOf(2), -1)).toBeUndefined();
  expect(ring.find(keyOf(1), -1)).toEqual(plain(1));
  ring.set(keyOf(1), plain(3, `["${'x'.repeat(20_000)}"]`), 3);
  expect(ring.find(keyOf(1), -1)).toBeUndefined();
});

import fc from 'fast-check';
import { type TailPage, MessageTail, type TailedMessage } from '../../src/cli/message-tail.js';

const OVERLAP_MS = 5_000;
const POLL_MS = 500;
const PAGE = 3;

interface Record {
  readonly receivedMs: number;
  /** When it can be seen. */
  readonly visibleMs: number;
}

/** What the API would answer at a moment. */
function pageAt(
  log: readonly (Record & TailedMessage)[],
  now: number,
  from?: string,
  cursor?: string,
): TailPage {
  const seen = log
    .filter(({ visibleMs, receivedMs }) => visibleMs <= now && (!from || receivedMs >= Date.parse(from)))
    .sort((a, b) => b.receivedMs - a.receivedMs || (a.id < b.id ? 1 : -1));
  const start = cursor === undefined ? 0 : seen.findIndex(({ id }) => id === cursor) + 1;
  const items = seen.slice(start, start + PAGE);
  return {
    items,
    nextCursor: start + PAGE < seen.length ? items.at(-1)!.id : null,
    now: Math.floor(now / 1_000) * 1_000,
  };
}

const late = (most: number) => fc.integer({ min: 0, max: most });

it('shows each record once, in whichever order they become visible, and whichever calls fail', async () => {
  const records = fc.array(
    fc.record({
      at: fc.integer({ min: -10_000, max: 30_000 }),
      late: fc.oneof(late(OVERLAP_MS), fc.constantFrom(0, OVERLAP_MS)),
    }),
    { maxLength: 60 },
  );
  const outage = fc.record({
    from: late(15_000),
    length: fc.oneof(fc.constant(0), late(15_000)),
    drains: late(50_000),
  });
  await fc.assert(
    fc.asyncProperty(
      records,
      outage,
      fc.oneof(fc.constant([]), fc.array(fc.boolean(), { maxLength: 100 })),
      async (given, away, luck) => {
        const end = away.from + away.length;
        // One between two polls nobody notices: then the overlap alone is promised.
        const isNoticed = Math.ceil(away.from / POLL_MS) * POLL_MS < end;
        const log = given.map(({ at, late: by }, index) => {
          // What comes while the database is away is seen when the spool has drained.
          const isSpooled = isNoticed && at >= away.from && at < end;
          const visibleMs = isSpooled ? Math.max(at + by, end + away.drains) : at + by;
          const receivedMs = 1_000_000 + at;
          return {
            id: `r${String(index).padStart(3, '0')}`,
            receivedAt: new Date(receivedMs).toISOString(),
            receivedMs,
            visibleMs: 1_000_000 + visibleMs,
          };
        });
        const failing = [...luck];
        let calls = 0;
        let now = 1_000_000;
        const tail = new MessageTail(
          async (from, cursor) => {
            const isAway = now >= 1_000_000 + away.from && now < 1_000_000 + end;
            // Of the pages, too, now and then one fails.
            if (isAway || (now > 1_000_000 && failing.pop() === true)) throw new Error('away');
            const page = pageAt(log, now, from, cursor);
            // Every other answer is from a node whose clock is behind.
            return { ...page, now: page.now - (calls++ % 2) * 2_000 };
          },
          OVERLAP_MS,
          () => now,
        );
        fc.pre(away.from > 0);
        await tail.begin(0);
        const there = new Set(log.filter(({ visibleMs }) => visibleMs <= now).map(({ id }) => id));
        const shown: string[] = [];
        while (now < 1_000_000 + 160_000) {
          now += POLL_MS;
          try {
            shown.push(...(await tail.poll()).map(({ id }) => id));
          } catch {
            tail.failed();
          }
        }
        expect(shown.sort()).toEqual(log.map(({ id }) => id).filter((id) => !there.has(id)));
      },
    ),
    { numRuns: 150 },
  );
});

it('begins with the last of those that are there, oldest first, and knows them', async () => {
  const log = Array.from({ length: 10 }, (_, index) => ({
    id: `r${index}`,
    receivedAt: new Date(index).toISOString(),
    receivedMs: index,
    visibleMs: index,
  }));
  const tail = new MessageTail(async (from, cursor) => pageAt(log, 100, from, cursor), OVERLAP_MS);
  expect((await tail.begin(4)).map(({ id }) => id)).toEqual(['r6', 'r7', 'r8', 'r9']);
  expect(await tail.poll()).toEqual([]);
});

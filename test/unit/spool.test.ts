import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toLine } from '../../src/spool/closed-segment.js';
import { processStartTime } from '../../src/spool/process-start-time.js';
import { Spool } from '../../src/spool/spool.js';

const MIB = 1024 * 1024;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'presend-spool-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

type Row = (string | number | null)[];

async function drained(): Promise<Row[]> {
  const spool = await Spool.open<Row>(directory, MIB);
  const rows: Row[] = [];
  for (let segment = await spool.oldest(); segment; segment = await spool.oldest()) {
    for (let some = segment.take(7); some.length > 0; some = segment.take(7)) rows.push(...some);
    await segment.remove();
  }
  await spool.close();
  return rows;
}

/** What kill -9 leaves: a segment that nobody closed, of a process that is not there any more. */
async function dieWith(rows: readonly Row[]): Promise<string> {
  const spool = await Spool.open<Row>(directory, MIB);
  for (const row of rows) await spool.add(row);
  const [name] = (await readdir(directory)).filter((file) => file.endsWith('.open'));
  const bytes = await readFile(join(directory, name!));
  await spool.close();
  for (const file of await readdir(directory)) await rm(join(directory, file));
  const left = join(directory, `000000000000001-999999999-0-aaaaaaaa.open`);
  await writeFile(left, bytes);
  return left;
}

function ofProcess(pid: number, birth: string): string {
  return join(directory, `000000000000001-${pid}-${birth}-aaaaaaaa.open`);
}

it('gives rows back in the order in which they came, and then no more', async () => {
  const spool = await Spool.open<Row>(directory, MIB);
  await Promise.all(Array.from({ length: 1_000 }, (_, i) => spool.add([i, 'text\n\u0000', null])));
  await spool.close();
  const rows = await drained();
  expect(rows.map(([i]) => i)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  expect(rows[0]).toEqual([0, 'text\n\u0000', null]);
  expect(await drained()).toEqual([]);
});

it('takes over what a killed process left', async () => {
  await dieWith([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(await drained()).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
});

it('loses nothing that stands before the byte at which a crash cut it', async () => {
  const rows: Row[] = Array.from({ length: 12 }, (_, i) => [i, 'message '.repeat(i), null]);
  const whole = await readFile(await dieWith(rows));
  const ends = [...whole.toString().matchAll(/\n/g)].map(({ index }) => index + 1);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
      for (const file of await readdir(directory)) await rm(join(directory, file));
      const path = join(directory, '000000000000001-999999999-0-aaaaaaaa.open');
      await writeFile(path, whole);
      await truncate(path, cut);
      const complete = ends.filter((end) => end <= cut).length;
      // A last line that lacks nothing but its end is complete too.
      const found = await drained();
      expect(found.slice(0, complete)).toEqual(rows.slice(0, complete));
      expect(found.length - complete).toBeLessThanOrEqual(1);
    }),
    { numRuns: 150 },
  );
});

it('loses no other row than the one whose bytes were changed, and keeps the file for people', async () => {
  const rows: Row[] = Array.from({ length: 10 }, (_, i) => [i, 'message']);
  const path = await dieWith(rows);
  const whole = await readFile(path);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), async (at) => {
      for (const file of await readdir(directory)) await rm(join(directory, file));
      const broken = Buffer.from(whole);
      broken[at] = broken[at]! ^ 0x15;
      await writeFile(path, broken);
      const found = await drained();
      expect(found.length).toBeGreaterThanOrEqual(8);
      for (const row of found) expect(rows).toContainEqual(row);
      expect((await readdir(directory)).some((file) => file.endsWith('.corrupt'))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('takes no more than its limit, and says so', async () => {
  const spool = await Spool.open<Row>(directory, 10_000);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, async () => {
      await spool.add(['x'.repeat(1_000)]);
    }),
  );
  await spool.add(['small']).catch(() => {});
  await spool.close();
  const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  for (const { reason } of refused) expect(String(reason)).toContain('the spool is full (10000 bytes)');
  expect((await drained()).length).toBeLessThanOrEqual(10);
});

it('does not wait for a segment in which nothing is', async () => {
  for (const name of ['1-999999999-0-aaaaaaaa.open', '2-999999999-0-bbbbbbbb.spool']) {
    await writeFile(join(directory, `00000000000000${name}`), '');
  }
  const spool = await Spool.open<Row>(directory, MIB);
  expect(spool).toMatchObject({ bytes: 0, waitsSince: undefined });
  expect(await spool.oldest()).toBeUndefined();
  expect(await readdir(directory)).toEqual([]);
  await spool.close();
});

it('leaves a segment alone that a living process writes to', async () => {
  const path = await dieWith([[1]]);
  await rename(path, ofProcess(process.ppid, processStartTime(process.ppid)));
  expect(await drained()).toEqual([]);
});

it('takes over what a process left whose id another process has now', async () => {
  const path = await dieWith([[1]]);
  await rename(path, ofProcess(process.ppid, '17'));
  expect(await drained()).toEqual([[1]]);
});

it('takes over what a process leaves that dies later, and says how much waits since when', async () => {
  const spool = await Spool.open<Row>(directory, MIB);
  await writeFile(ofProcess(999_999_999, '0'), toLine([1]));
  expect(spool.bytes).toBe(0);
  await spool.takeOver();
  expect(spool).toMatchObject({ bytes: toLine([1]).length, waitsSince: 1 });
  await spool.close();
  expect(await drained()).toEqual([[1]]);
});

it('keeps the order, and counts its bytes, over many segments that are drained while rows come', async () => {
  const spool = await Spool.open<Row>(directory, 64 * MIB);
  const count = 6_000;
  const drainedRows: Row[] = [];
  const draining = (async () => {
    while (drainedRows.length < count) {
      const segment = await spool.oldest();
      for (let some = segment?.take(50) ?? []; some.length > 0; some = segment!.take(50))
        drainedRows.push(...some);
      await segment?.remove();
    }
  })();
  for (let i = 0; i < count; i += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, at) => spool.add([i + at, 'x'.repeat(1_000)])));
  }
  await draining;
  expect(drainedRows.map(([i]) => i)).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(spool).toMatchObject({ bytes: 0, waitsSince: undefined });
  expect(await readdir(directory)).toEqual([]);
  await spool.close();
});

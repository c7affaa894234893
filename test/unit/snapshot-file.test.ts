import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenSnapshotError, readSnapshot, writeSnapshot } from '../../src/replica/snapshot-file.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'presend-snapshot-'));
  path = join(directory, 'deep', 'mutes.ndjson');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => JSON.stringify([i, '口'.repeat(i % 9)]));

it.each([0, 1, 499, 500, 501, 2_345])('reads back %d lines as they were written', async (count) => {
  const at = new Date('2026-11-21T00:00:00Z');
  await writeSnapshot(path, numbered(count), at);
  expect(await readSnapshot(path)).toEqual({ at, lines: numbered(count) });
});

it('returns undefined if there is no snapshot', async () => {
  expect(await readSnapshot(path)).toBeUndefined();
});

it('writes a file that only its owner can read, and leaves no draft', async () => {
  await writeSnapshot(path, numbered(3));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(directory, 'deep'))).toEqual(['mutes.ndjson']);
});

it('keeps the last snapshot if the next one cannot be finished', async () => {
  await writeSnapshot(path, numbered(3));
  function* failing(): Iterable<string> {
    yield* numbered(700);
    throw new Error('no more');
  }
  await expect(writeSnapshot(path, failing())).rejects.toThrow('no more');
  expect((await readSnapshot(path))?.lines).toEqual(numbered(3));
});

it('rejects a file that is cut off, or has one byte changed', async () => {
  await writeSnapshot(path, numbered(40));
  const bytes = await readFile(path);
  const damaged = fc.oneof(
    fc.nat({ max: bytes.length - 1 }).map((end) => bytes.subarray(0, end)),
    fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const copy = Buffer.from(bytes);
      copy[at] = copy[at]! ^ by;
      return copy;
    }),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async (content) => {
      await writeFile(path, content);
      await expect(readSnapshot(path)).rejects.toThrow(BrokenSnapshotError);
    }),
    { numRuns: 300 },
  );
});

it('rejects a file of another version', async () => {
  await writeSnapshot(path, numbered(1));
  const { crc32 } = await import('node:zlib');
  const content = '{"version":2,"at":"2026-11-21T00:00:00.000Z"}\n[1]\n';
  await writeFile(path, `${content}${JSON.stringify({ count: 1, checksum: crc32(content) })}\n`);
  await expect(readSnapshot(path)).rejects.toThrow('another version');
});

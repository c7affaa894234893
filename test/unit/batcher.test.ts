import { Batcher } from '../../src/database/batcher.js';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

it('lets rows that arrive together share a commit', async () => {
  const batches: number[][] = [];
  const commits = new Batcher<number>(async (rows) => void batches.push([...rows]));
  await Promise.all([1, 2, 3].map((row) => commits.add(row)));
  expect(batches).toEqual([[1, 2, 3]]);
});

it('sends no second batch while one is being committed', async () => {
  const sizes: number[] = [];
  let inFlight = 0;
  let most = 0;
  const commits = new Batcher<number>(async (rows) => {
    most = Math.max(most, ++inFlight);
    sizes.push(rows.length);
    await soon();
    inFlight--;
  });
  const rows: Promise<void>[] = [];
  for (let i = 0; i < 50; i++) {
    rows.push(commits.add(i));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(rows);
  expect(most).toBe(1);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(50);
  expect(sizes.length).toBeLessThan(50);
});

it('bounds a batch', async () => {
  const sizes: number[] = [];
  const commits = new Batcher<number>(async (rows) => void sizes.push(rows.length));
  await Promise.all(Array.from({ length: 1_200 }, (_, i) => commits.add(i)));
  expect(sizes).toEqual([500, 500, 200]);
});

it('rejects the rows of a batch that failed, and goes on', async () => {
  let calls = 0;
  const commits = new Batcher<number>(async () => {
    if (++calls === 1) throw new Error('down');
  });
  await expect(Promise.all([commits.add(1), commits.add(2)])).rejects.toThrow('down');
  await commits.add(3);
  await commits.idle();
});

it('gives up what is not on its way yet, and waits no more for what is', async () => {
  const sizes: number[] = [];
  const commits = new Batcher<number>((rows) => {
    sizes.push(rows.length);
    return sizes.length === 1 ? new Promise(() => {}) : Promise.resolve();
  });
  void commits.add(1);
  await soon();
  const waiting = commits.add(2);
  commits.abandon(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await Promise.all([commits.add(3), commits.add(4)]);
  expect(sizes).toEqual([1, 2]);
});

it('gives up what has waited too long, once, also where it is on its way', async () => {
  const reasons: string[] = [];
  let letGo!: () => void;
  const hangs = new Promise<void>((resolve) => (letGo = resolve));
  const commits = new Batcher<number>(() => hangs, {
    ms: 40,
    onOver: () => {
      reasons.push(`late ${reasons.length + 1}`);
      return new Error(reasons.at(-1));
    },
  });
  const start = performance.now();
  const first = commits.add(1);
  await soon();
  const second = commits.add(2);
  await expect(first).rejects.toThrow('late 1');
  expect(performance.now() - start).toBeGreaterThanOrEqual(38);
  await expect(second).rejects.toThrow('late 2');
  expect(performance.now() - start).toBeGreaterThanOrEqual(47);
  letGo();
  await commits.idle();
  await commits.add(3);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(reasons).toEqual(['late 1', 'late 2']);
});

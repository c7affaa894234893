import { Batcher } from '../../src/database/batcher.js';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

it('puts items that arrive together into one batch', async () => {
  const batches: number[][] = [];
  const batcher = new Batcher<number>(async (items) => void batches.push([...items]));
  await Promise.all([1, 2, 3].map((item) => batcher.add(item)));
  expect(batches).toEqual([[1, 2, 3]]);
});

it('starts no second batch while one runs', async () => {
  const sizes: number[] = [];
  let inFlight = 0;
  let most = 0;
  const batcher = new Batcher<number>(async (items) => {
    most = Math.max(most, ++inFlight);
    sizes.push(items.length);
    await soon();
    inFlight--;
  });
  const items: Promise<void>[] = [];
  for (let i = 0; i < 50; i++) {
    items.push(batcher.add(i));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(items);
  expect(most).toBe(1);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(50);
  expect(sizes.length).toBeLessThan(50);
});

it('limits the size of a batch', async () => {
  const sizes: number[] = [];
  const batcher = new Batcher<number>(async (items) => void sizes.push(items.length));
  await Promise.all(Array.from({ length: 1_200 }, (_, i) => batcher.add(i)));
  expect(sizes).toEqual([500, 500, 200]);
});

it('gives each item its own result, and undefined where there is none', async () => {
  const batcher = new Batcher<string, number>(async () => new Map([['a', 1]]));
  expect(await Promise.all([batcher.add('a'), batcher.add('b')])).toEqual([1, undefined]);
});

it('rejects the items of a batch that failed, and runs the next batch', async () => {
  let calls = 0;
  const batcher = new Batcher<number>(async () => {
    if (++calls === 1) throw new Error('down');
  });
  await expect(Promise.all([batcher.add(1), batcher.add(2)])).rejects.toThrow('down');
  await batcher.add(3);
  await batcher.idle();
});

it.each([true, false])(
  'with failsWaiting %s, a failed batch decides about the items that wait',
  async (failsWaiting) => {
    let fail!: (error: Error) => void;
    let calls = 0;
    const batcher = new Batcher<number, string>(
      async () => {
        if (++calls === 1) await new Promise((_, reject) => (fail = reject));
        return new Map([[2, 'found']]);
      },
      { failsWaiting },
    );
    const first = batcher.add(1);
    await soon();
    const second = batcher.add(2);
    fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    if (failsWaiting) await expect(second).rejects.toThrow('down');
    else expect(await second).toBe('found');
    expect(calls).toBe(failsWaiting ? 1 : 2);
  },
);

it('on abandon rejects the items that wait, and no longer waits for the batch that runs', async () => {
  const sizes: number[] = [];
  const batcher = new Batcher<number>((items) => {
    sizes.push(items.length);
    return sizes.length === 1 ? new Promise(() => {}) : Promise.resolve();
  });
  void batcher.add(1);
  await soon();
  const waiting = batcher.add(2);
  batcher.abandon(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await Promise.all([batcher.add(3), batcher.add(4)]);
  expect(sizes).toEqual([1, 2]);
});

it('rejects an item that waited too long, once, also while its batch runs', async () => {
  const reasons: string[] = [];
  let finish!: () => void;
  const hangs = new Promise<void>((resolve) => (finish = resolve));
  const batcher = new Batcher<number>(() => hangs, {
    timeout: {
      ms: 40,
      onTimeout: () => {
        reasons.push(`late ${reasons.length + 1}`);
        return new Error(reasons.at(-1));
      },
    },
  });
  const start = performance.now();
  const first = batcher.add(1);
  await soon();
  const second = batcher.add(2);
  await expect(first).rejects.toThrow('late 1');
  expect(performance.now() - start).toBeGreaterThanOrEqual(38);
  await expect(second).rejects.toThrow('late 2');
  expect(performance.now() - start).toBeGreaterThanOrEqual(47);
  finish();
  await batcher.idle();
  await batcher.add(3);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(reasons).toEqual(['late 1', 'late 2']);
});

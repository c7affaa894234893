import { GroupCommit } from '../../src/message-log/group-commit.js';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

it('lets rows that arrive together share a commit', async () => {
  const batches: number[][] = [];
  const commits = new GroupCommit<number>(async (rows) => void batches.push([...rows]));
  await Promise.all([1, 2, 3].map((row) => commits.add(row)));
  expect(batches).toEqual([[1, 2, 3]]);
});

it('sends a second batch while the first is being committed, and no third', async () => {
  const sizes: number[] = [];
  let inFlight = 0;
  let most = 0;
  const commits = new GroupCommit<number>(async (rows) => {
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
  expect(most).toBe(2);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(50);
  expect(sizes.length).toBeLessThan(50);
});

it('bounds a batch', async () => {
  const sizes: number[] = [];
  const commits = new GroupCommit<number>(async (rows) => void sizes.push(rows.length));
  await Promise.all(Array.from({ length: 1_200 }, (_, i) => commits.add(i)));
  expect(sizes).toEqual([500, 500, 200]);
});

it('rejects the rows of a batch that failed, and goes on', async () => {
  let calls = 0;
  const commits = new GroupCommit<number>(async () => {
    if (++calls === 1) throw new Error('down');
  });
  await expect(Promise.all([commits.add(1), commits.add(2)])).rejects.toThrow('down');
  await commits.add(3);
  await commits.idle();
});

it('gives up what is not on its way yet', async () => {
  const commits = new GroupCommit<number>(() => new Promise(() => {}));
  void commits.add(1);
  void new Promise((resolve) => setImmediate(resolve)).then(() => void commits.add(2));
  await soon();
  const waiting = commits.add(3);
  commits.abandon(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

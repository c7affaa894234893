import type { Change } from '../../src/replica/change-feed.js';
import { memberKey } from '../../src/replica/member-key.js';
import { Replica, type ReplicaTable } from '../../src/replica/replica.js';
import { until } from '../support/until.js';

const TOPIC = 'fake';
const EVERYTHING: Change = { topic: TOPIC, everything: true };
const ann = { topic: TOPIC, appId: '1', userId: 'ann' };
const tom = { topic: TOPIC, appId: '1', userId: 'tom' };
const keyOf = ({ appId, userId }: typeof ann): string => memberKey(appId, userId);

/** A table whose reads see the rows of the moment when they begin, and end when the test says so. */
class FakeTable {
  readonly rows = new Map<string, string>();
  readonly running: { end(): void; fail(): void }[] = [];
  isHeld = false;

  async *readAll(): AsyncGenerator<[string, string][]> {
    const seen = [...this.rows];
    await this.#turn();
    yield seen;
  }

  async readOne(member: { appId: string; userId: string }): Promise<string | undefined> {
    const seen = this.rows.get(memberKey(member.appId, member.userId));
    await this.#turn();
    return seen;
  }

  async #turn(): Promise<void> {
    if (!this.isHeld) return;
    await new Promise<void>((resolve, reject) =>
      this.running.push({ end: resolve, fail: () => reject(new Error('connection lost')) }),
    );
  }
}

/** The services of a replica: a feed that the test publishes to, a database that it switches, one snapshot on disk. */
class FakeServices {
  readonly restoredAt = new Set<string>();
  readonly scheduled: number[] = [];
  stored: string[] = [];
  publish!: (change: Change) => Promise<void> | void;
  restoreLine: ((line: string) => void) | undefined;
  #onReady: (() => Promise<void> | void)[] = [];

  constructor(
    readonly database = {
      ready: true,
      whenReady: async (action: () => Promise<void> | void) => this.#run(action),
    },
  ) {}

  readonly feed = {
    on: (_topic: string, handler: (change: Change) => Promise<void> | void) => (this.publish = handler),
  };

  readonly snapshots = {
    register: ({ restore }: { restore(line: string): void }) => (this.restoreLine = restore),
    restore: async (name: string, isLoaded: () => boolean) => {
      await Promise.resolve();
      if (isLoaded()) return;
      for (const line of this.stored) this.restoreLine!(line);
      this.restoredAt.add(name);
    },
    markCurrent: (name: string) => this.restoredAt.delete(name),
    schedule: (_name: string, ms: number) => this.scheduled.push(ms),
  };

  async comeBack(): Promise<void> {
    this.database.ready = true;
    for (const action of this.#onReady.splice(0)) await action();
  }

  async #run(action: () => Promise<void> | void): Promise<void> {
    if (this.database.ready) await action();
    else this.#onReady.push(action);
  }
}

let table: FakeTable;
let services: FakeServices;
let replica: Replica<string>;
beforeEach(() => {
  table = new FakeTable();
  services = new FakeServices();
});
afterEach(() => replica.stop());

function make(more: Partial<ReplicaTable<string>> = {}): void {
  const snapshot = {
    name: 'fakes',
    *lines(): Iterable<string> {
      for (const entry of replica.entries()) yield JSON.stringify(entry);
    },
    restore: (line: string) => replica.restoreRow(...(JSON.parse(line) as [string, string])),
  };
  replica = new Replica<string>(
    {
      topic: TOPIC,
      snapshot,
      readAll: () => table.readAll(),
      readOne: (member) => table.readOne(member),
      ...more,
    },
    services as unknown as ConstructorParameters<typeof Replica>[1],
  );
}

const content = (): Record<string, string> => Object.fromEntries(replica.entries());

it('reads the whole table at the start, and a single row after its change', async () => {
  table.rows.set(keyOf(ann), 'a1').set(keyOf(tom), 't1');
  make();
  await replica.start();
  expect(content()).toEqual({ [keyOf(ann)]: 'a1', [keyOf(tom)]: 't1' });
  table.rows.set(keyOf(ann), 'a2').set(keyOf(tom), 't2');
  await services.publish(ann);
  expect(content()).toEqual({ [keyOf(ann)]: 'a2', [keyOf(tom)]: 't1' });
  table.rows.delete(keyOf(tom));
  await services.publish(tom);
  expect(content()).toEqual({ [keyOf(ann)]: 'a2' });
  expect(services.scheduled).toEqual([500, 500, 500]);
});

it('reads the whole table after the change of a member if the table has no read for one', async () => {
  make({ readOne: undefined });
  await replica.start();
  table.rows.set(keyOf(ann), 'a1').set(keyOf(tom), 't1');
  await services.publish(ann);
  expect(replica.get(keyOf(tom))).toBe('t1');
});

describe('of two reads that overlap, the one that began later wins', () => {
  beforeEach(async () => {
    table.rows.set(keyOf(ann), 'old').set(keyOf(tom), 'old');
    make();
    await replica.start();
    table.isHeld = true;
  });

  it.each([
    ['both of one row', ann, ann],
    ['a read of one row after a read of the table', EVERYTHING, ann],
    ['a read of the table after a read of one row', ann, EVERYTHING],
    ['both of the table', EVERYTHING, EVERYTHING],
  ])('%s', async (_name, first, second) => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      table.rows.set(keyOf(ann), 'old');
      const earlier = replica.refresh(first);
      table.rows.set(keyOf(ann), 'new');
      const later = replica.refresh(second);
      await until(() => table.running.length === 2);
      for (const at of order) {
        table.running[at]!.end();
        await (at === 0 ? earlier : later);
      }
      table.running.length = 0;
      expect(content()).toEqual({ [keyOf(ann)]: 'new', [keyOf(tom)]: 'old' });
    }
  });

  it('a row that was removed during a read of the table stays removed', async () => {
    const all = replica.refresh();
    table.rows.delete(keyOf(ann));
    const one = replica.refresh(ann);
    await until(() => table.running.length === 2);
    table.running[1]!.end();
    await one;
    table.running[0]!.end();
    await all;
    expect(content()).toEqual({ [keyOf(tom)]: 'old' });
  });

  it('a read in progress does not bring back what was forgotten', async () => {
    const reads = [replica.refresh(ann), replica.refresh()];
    await until(() => table.running.length === 2);
    replica.forget(ann);
    for (const { end } of table.running) end();
    await Promise.all(reads);
    expect(content()).toEqual({ [keyOf(tom)]: 'old' });
    replica.forget(EVERYTHING);
    expect(content()).toEqual({});
  });
});

it('keeps its rows if a refresh fails, and reads the table again until it succeeds', async () => {
  table.rows.set(keyOf(ann), 'a1');
  make();
  await replica.start();
  table.rows.set(keyOf(ann), 'a2');
  table.isHeld = true;
  const failing = services.publish(ann);
  table.running[0]!.fail();
  await failing;
  expect(replica.get(keyOf(ann))).toBe('a1');
  await until(() => table.running.length === 2);
  table.running[1]!.fail();
  await until(() => table.running.length === 3);
  table.running[2]!.end();
  await until(() => replica.get(keyOf(ann)) === 'a2');
});

it('tells its caller if a refresh fails', async () => {
  make();
  await replica.start();
  table.isHeld = true;
  const failing = replica.refresh(ann);
  table.running[0]!.fail();
  await expect(failing).rejects.toThrow('connection lost');
});

describe('without PostgreSQL at the start', () => {
  beforeEach(() => {
    services.database.ready = false;
    services.stored = [JSON.stringify([keyOf(ann), 'stored'])];
    table.rows.set(keyOf(ann), 'current');
    make();
  });

  it('begins with its snapshot, and reads the table when PostgreSQL is there', async () => {
    await replica.start();
    expect(replica.get(keyOf(ann))).toBe('stored');
    expect([...services.restoredAt]).toEqual(['fakes']);
    await services.comeBack();
    expect(replica.get(keyOf(ann))).toBe('current');
    expect([...services.restoredAt]).toEqual([]);
  });

  it('does not use its snapshot if the table was read meanwhile', async () => {
    const started = replica.start();
    services.database.ready = true;
    await services.publish(EVERYTHING);
    await started;
    expect(replica.get(keyOf(ann))).toBe('current');
    expect([...services.restoredAt]).toEqual([]);
  });
});

it('knows a change that arrives during the first read', async () => {
  table.rows.set(keyOf(ann), 'a1').set(keyOf(tom), 't1');
  table.isHeld = true;
  make();
  const started = replica.start();
  await until(() => table.running.length === 1);
  table.rows.set(keyOf(ann), 'a2');
  table.isHeld = false;
  await services.publish(ann);
  expect(replica.get(keyOf(ann))).toBe('a2');
  table.running[0]!.end();
  await started;
  expect(content()).toEqual({ [keyOf(ann)]: 'a2', [keyOf(tom)]: 't1' });
});

it('keeps no rows while its table says so', async () => {
  let keeps = false;
  make({ keeps: () => keeps });
  await replica.start();
  table.rows.set(keyOf(ann), 'a1');
  expect(await replica.readOne(ann)).toBe('a1');
  await replica.refresh();
  expect(content()).toEqual({});
  keeps = true;
  await replica.refresh();
  expect(content()).toEqual({ [keyOf(ann)]: 'a1' });
});

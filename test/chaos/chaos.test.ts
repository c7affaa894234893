import { setTimeout as sleep } from 'node:timers/promises';
import { isShort, within } from './support/form.js';
import type { Gateway, GatewayOptions } from './support/gateway.js';
import { FragilePostgres } from './support/postgres.js';
import { LATE_MS, type Row } from './support/report.js';
import { expectNothingLost, expectNothingLostBut, runUnder } from './support/scenario.js';

let postgres: FragilePostgres;
beforeAll(async () => {
  postgres = await FragilePostgres.start();
});
afterAll(async () => {
  await postgres.stop();
});

function under(
  name: string,
  options: Omit<GatewayOptions, 'databaseUrl'>,
  fault: (gateway: Gateway) => Promise<void>,
): Promise<Row> {
  return runUnder(postgres, name, options, fault);
}

it('no fault', async () => {
  expectNothingLost(await under('no fault', {}, () => sleep(within(10_000, 2_000))));
});

it('the gateway is killed at random moments', async () => {
  const row = await under('kill -9 of the gateway', {}, async (node) => {
    for (let time = 0; time < within(20, 4); time++) {
      await sleep(200 + Math.random() * 1_500);
      await node.kill();
      await node.restart();
    }
  });
  expectNothingLostBut(row);
});

it('PostgreSQL is killed, and comes back', async () => {
  const row = await under('kill -9 of PostgreSQL', {}, async () => {
    for (let time = 0; time < within(3, 1); time++) {
      await postgres.kill();
      await sleep(within(5_000, 1_500));
      await postgres.restart();
      await sleep(within(2_000, 1_000));
    }
  });
  expectNothingLost(row);
});

it('PostgreSQL is paused, its connections hang', async () => {
  const row = await under('SIGSTOP of PostgreSQL', {}, async () => {
    await postgres.pause();
    await sleep(within(60_000, 5_000));
    await postgres.resume();
  });
  expectNothingLost(row);
});

it.each(['cut', 'hanging'] as const)('the network between node and database is %s', async (how) => {
  const row = await under(`network ${how}`, {}, async () => {
    for (let time = 0; time < within(3, 1); time++) {
      if (how === 'cut') postgres.wire.cut();
      else postgres.wire.hang();
      await sleep(within(5_000, 1_500));
      postgres.wire.mend();
      await sleep(within(2_000, 1_000));
    }
  });
  expectNothingLost(row);
});

it('every policy hangs, and PostgreSQL is paused', async () => {
  const row = await under('every policy hangs, PostgreSQL paused', { policy: 'hanging' }, async () => {
    await postgres.pause();
    await sleep(within(30_000, 4_000));
    await postgres.resume();
  });
  expect(row).toMatchObject({ lost: 0, twice: 0, differs: 0, illegal: 0, unanswered: 0 });
  expect(row.answered).toBe(row.sent);
  expect(row.recorded).toBe(row.sent);
  expect(row.p99).toBeLessThanOrEqual(LATE_MS);
  // In the short form four messages are a thousandth: one stall of the machine itself is more.
  if (!isShort) expect(row.p999).toBeLessThanOrEqual(LATE_MS);
});

it('a policy blocks the event loop for 300 ms now and then', async () => {
  let delay = 0;
  const row = await under('a policy blocks for 300 ms', { policy: 'blocking' }, async (node) => {
    await sleep(within(20_000, 3_500));
    const [, max] =
      /presend_event_loop_delay_seconds\{quantile="1"\} (\S+)/.exec(await node.text('/metrics')) ?? [];
    delay = Number(max);
  });
  expectNothingLost(row);
  expect(delay).toBeGreaterThan(0.25);
});

it('there is twice as much to judge as the node can', async () => {
  let shed = 0;
  const environment = { ON_FAILURE: 'reject' };
  const row = await runUnder(
    postgres,
    'twice what it can judge',
    { policy: 'laborious', environment },
    () => sleep(within(20_000, 5_000)),
    async (node) => {
      shed = Number(/presend_shed_total\{family="group"\} (\d+)/.exec(await node.text('/metrics'))?.[1] ?? 0);
    },
  );
  expectNothingLost(row);
  expect(shed).toBeGreaterThan(row.sent * 0.3);
  expect(shed).toBeLessThan(row.sent * 0.95);
  // A callback may wait for half of its deadline of 800 ms; no vendor sees it late.
  expect(row.p99).toBeLessThan(600);
});

it('the gateway is killed while PostgreSQL is away', async () => {
  const row = await under('kill -9 of both', {}, async (node) => {
    for (let time = 0; time < within(5, 1); time++) {
      await postgres.kill();
      await sleep(500 + Math.random() * 1_500);
      await node.kill();
      await node.restart();
      await sleep(500 + Math.random() * 1_000);
      await postgres.restart();
      await sleep(Math.random() * 1_500);
    }
  });
  expectNothingLostBut(row);
});

it('everything at once: PostgreSQL fails in every way while the gateway is killed', async () => {
  const row = await under('mixed', {}, async (node) => {
    const end = performance.now() + within(60_000, 8_000);
    const isOver = (): boolean => performance.now() > end;
    const killGateway = async (): Promise<void> => {
      while (!isOver()) {
        await sleep(500 + Math.random() * 3_000);
        await node.kill();
        await node.restart();
      }
    };
    const failPostgres = async (): Promise<void> => {
      const faults = [
        () => postgres.kill(),
        () => postgres.pause(),
        () => postgres.wire.cut(),
        () => postgres.wire.hang(),
      ];
      for (let time = 0; !isOver(); time++) {
        await faults[time % faults.length]!();
        await sleep(300 + Math.random() * 2_000);
        await postgres.heal();
        await sleep(Math.random() * 1_500);
      }
    };
    await Promise.all([killGateway(), failPostgres()]);
  });
  expectNothingLostBut(row);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './form.js';
import { Gateway, type GatewayOptions } from './gateway.js';
import type { FragilePostgres } from './postgres.js';
import { compare, LATE_MS, type Row } from './report.js';
import { Sender } from './sender.js';

/**
 * Sends messages to a gateway while `fault` happens to it, and compares what was sent, answered and recorded.
 *
 * @param after looks at the gateway when the last message was answered
 */
export async function runUnder(
  postgres: FragilePostgres,
  name: string,
  options: Omit<GatewayOptions, 'databaseUrl'>,
  fault: (gateway: Gateway) => Promise<void>,
  after: (gateway: Gateway) => Promise<void> = async () => {},
): Promise<Row> {
  const gateway = await Gateway.start({ databaseUrl: postgres.url, ...options });
  try {
    return await sendDuring(name, gateway.port, [gateway], postgres, async () => fault(gateway), after);
  } finally {
    await gateway.kill();
    await postgres.heal();
  }
}

/** The same, of nodes that somebody else has started. */
export async function sendDuring(
  fault: string,
  port: number | string,
  gateways: readonly Gateway[],
  postgres: FragilePostgres,
  happen: () => Promise<void>,
  after: (gateway: Gateway) => Promise<void> = async () => {},
): Promise<Row> {
  const calm = within(1_000, 500);
  // The first requests of a process are its slowest.
  const warm = Sender.start(port, 200);
  await sleep(1_000);
  await warm.stop();
  const sender = Sender.start(port);
  const startedAt = performance.now();
  try {
    await sleep(calm);
    await happen();
    await sleep(calm);
    const messages = await sender.stop();
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const gateway of gateways) await after(gateway);
    return await compare({
      fault,
      prefix: sender.prefix,
      seconds,
      messages,
      databaseUrl: postgres.directUrl,
      isDrained: async () =>
        (await Promise.all(gateways.map((gateway) => gateway.isDrained()))).every(Boolean),
    });
  } finally {
    sender.kill();
  }
}

/** Nobody noticed anything. */
export function expectNothingLost(row: Row): void {
  expect(row).toMatchObject({ lost: 0, twice: 0, differs: 0, illegal: 0, unanswered: 0, late: 0 });
  expect(row.answered).toBe(row.sent);
  expect(row.recorded).toBe(row.sent);
}

/** Who was being answered when the process died had no answer; whoever had one is recorded. */
export function expectNothingLostBut(row: Row): void {
  expect(row).toMatchObject({ lost: 0, twice: 0, differs: 0, illegal: 0 });
  expect(row.answered + row.unanswered).toBe(row.sent);
  expect(row.answered).toBeGreaterThan(0);
  expect(row.recorded).toBeGreaterThanOrEqual(row.answered);
  expect(row.p999).toBeLessThanOrEqual(LATE_MS);
}

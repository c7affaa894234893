import { setTimeout as sleep } from 'node:timers/promises';
import { Gateway, type GatewayOptions } from './gateway.js';
import type { FragilePostgres } from './postgres.js';
import { compare, type Row } from './report.js';
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
  // The first requests of a process are its slowest.
  const warm = Sender.start(gateway.port, 200);
  await sleep(1_000);
  await warm.stop();
  const sender = Sender.start(gateway.port);
  try {
    await sleep(1_000);
    await fault(gateway);
    await sleep(1_000);
    const messages = await sender.stop();
    await after(gateway);
    return await compare(name, sender.prefix, messages, postgres.directUrl);
  } finally {
    sender.kill();
    await gateway.kill();
  }
}

/** Nobody noticed anything. */
export function expectNothingLost(row: Row): void {
  expect(row).toMatchObject({ lost: 0, twice: 0, illegal: 0, unanswered: 0, late: 0 });
  expect(row.answered).toBe(row.sent);
  expect(row.recorded).toBe(row.sent);
}

/** Who was being answered when the process died had no answer; whoever had one is recorded. */
export function expectNothingLostBut(row: Row): void {
  expect(row).toMatchObject({ lost: 0, twice: 0, illegal: 0 });
  expect(row.answered + row.unanswered).toBe(row.sent);
  expect(row.recorded).toBeGreaterThanOrEqual(row.answered);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './support/form.js';
import type { Gateway } from './support/gateway.js';
import { FragilePostgres } from './support/postgres.js';
import type { Row } from './support/report.js';
import { runUnder } from './support/scenario.js';

/** A disk of two megabytes, or one; who may not mount cannot have one. */
const folder = mkdtempSync(join(tmpdir(), 'presend-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${within(2, 1)}m`, 'tmpfs', folder], {
  encoding: 'utf8',
});
const canMount = mounted.status === 0;
if (!canMount) {
  process.stderr.write(`No small disk can be mounted here, its tests are skipped: ${mounted.stderr}\n`);
}

let postgres: FragilePostgres;
beforeAll(async () => {
  postgres = await FragilePostgres.start();
});
afterAll(async () => {
  await postgres.stop();
  if (canMount) spawnSync('umount', [folder]);
});

/** PostgreSQL stays away until the disk is full, and a while longer. */
async function untilFull(): Promise<void> {
  await postgres.kill();
  await sleep(within(15_000, 6_000));
  await postgres.restart();
}

async function run(onFailure: string): Promise<{ row: Row; lost: number; spooled: number }> {
  let lost = NaN;
  let spooled = NaN;
  const environment = { SPOOL_DIR: join(folder, onFailure), ON_FAILURE: onFailure };
  const look = async (gateway: Gateway): Promise<void> => {
    lost = await gateway.metric('presend_records_lost_total');
    spooled = await gateway.metric('presend_spooled_records_total');
  };
  const row = await runUnder(postgres, `disk full, ${onFailure}`, { environment }, untilFull, look);
  return { row, lost, spooled };
}

(canMount ? it : it.skip)(
  'where it allows, every message that could not be recorded is counted',
  async () => {
    const { row, lost, spooled } = await run('allow');
    expect(row).toMatchObject({ twice: 0, differs: 0, illegal: 0, unanswered: 0, late: 0 });
    expect(row.answered).toBe(row.sent);
    expect(spooled).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
    expect(row.recorded + lost).toBe(row.answered);
  },
);

(canMount ? it : it.skip)('where it rejects, nothing is delivered that could not be recorded', async () => {
  const { row, lost } = await run('reject');
  expect(row).toMatchObject({ lost: 0, twice: 0, differs: 0, illegal: 0, unanswered: 0, late: 0 });
  expect(lost).toBeGreaterThan(0);
  expect(row.recorded + lost).toBe(row.sent);
});

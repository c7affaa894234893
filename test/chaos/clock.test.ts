import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../support/database.js';
import { within } from './support/form.js';
import { FragilePostgres } from './support/postgres.js';
import { expectNothingLost, runUnder } from './support/scenario.js';

const HOUR = 3_600_000;
const SHIFTED = new URL('./hosts/clock.mjs', import.meta.url).href;

let postgres: FragilePostgres;
beforeAll(async () => {
  postgres = await FragilePostgres.start();
});
afterAll(async () => {
  await postgres.stop();
});

/** Tells whether messages were received at about that time. */
async function hasRecordsOf(time: number): Promise<boolean> {
  const about = [new Date(time - HOUR), new Date(time + HOUR)];
  const sql = 'SELECT id FROM message_log WHERE received_at BETWEEN $1 AND $2 LIMIT 1';
  return (await query(postgres.directUrl, sql, about)).length > 0;
}

it.each([false, true])(
  'the clock jumps, to days that nobody foresaw too (PostgreSQL away: %s)',
  async (isAway) => {
    const file = join(await mkdtemp(join(tmpdir(), 'presend-clock-')), 'shift');
    await writeFile(file, '0');
    const environment = { NODE_OPTIONS: `--import=${SHIFTED}`, CHAOS_CLOCK: file };
    const name = isAway ? 'clock jumps, PostgreSQL killed' : 'clock jumps';
    const now = Date.now();
    // Each time other days: those of the first have their partitions.
    const far = (isAway ? 40 : 20) * 24 * HOUR;
    const row = await runUnder(postgres, name, { environment }, async () => {
      if (isAway) await postgres.kill();
      for (const shift of [HOUR, -HOUR, 24 * HOUR, far, -far, 0]) {
        await writeFile(file, String(shift));
        await sleep(within(3_000, 500));
      }
      if (isAway) await postgres.restart();
    });
    expectNothingLost(row);
    expect(await hasRecordsOf(now + far)).toBe(true);
    expect(await hasRecordsOf(now - far)).toBe(true);
  },
);

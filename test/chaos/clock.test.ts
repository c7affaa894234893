import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../support/database.js';
import { within } from './support/form.js';
import { FragilePostgres } from './support/postgres.js';
import { report } from './support/report.js';
import { expectNothingLost, runUnder } from './support/scenario.js';

const HOUR = 3_600_000;
const SHIFTED = new URL('./hosts/clock.mjs', import.meta.url).href;

let postgres: FragilePostgres;
beforeAll(async () => {
  postgres = await FragilePostgres.start();
});
afterAll(async () => {
  process.stdout.write(report());
  await postgres.stop();
});

it.each([false, true])(
  'the clock jumps, to days that nobody foresaw too (PostgreSQL away: %s)',
  async (isAway) => {
    const file = join(await mkdtemp(join(tmpdir(), 'presend-clock-')), 'shift');
    await writeFile(file, '0');
    const environment = { NODE_OPTIONS: `--import=${SHIFTED}`, CHAOS_CLOCK: file };
    const name = isAway ? 'clock jumps, PostgreSQL killed' : 'clock jumps';
    const row = await runUnder(postgres, name, { environment }, async () => {
      if (isAway) await postgres.kill();
      for (const shift of [HOUR, -HOUR, 0, 20 * 24 * HOUR, -5 * 24 * HOUR, 0]) {
        await writeFile(file, String(shift));
        await sleep(within(3_000, 800));
      }
      if (isAway) await postgres.restart();
    });
    expectNothingLost(row);
    const [days] = await query<{ count: string }>(
      postgres.directUrl,
      'SELECT count(DISTINCT received_at::date) FROM message_log',
    );
    expect(Number(days!.count)).toBeGreaterThanOrEqual(3);
  },
);

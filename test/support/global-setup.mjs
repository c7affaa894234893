import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Jest loads this file without its transforms: it takes what `npm test` has built just before.
import { EmbeddedPostgres } from '../../dist/src/database/embedded-postgres.js';

/** One real PostgreSQL for the whole run; each test file makes a database of its own in it. */
export default async function setup() {
  const directory = await mkdtemp(join(tmpdir(), 'presend-test-'));
  // Whatever a test, or a process of its own, writes to the system's folder goes with the run's.
  process.env['TMPDIR'] = directory;
  // The data is thrown away: a lost test run is no loss.
  const settings = { fsync: 'off', max_connections: '200' };
  const server = await EmbeddedPostgres.start(join(directory, 'postgres'), settings);
  globalThis.presendTestServer = { server, directory };
  process.env['PRESEND_TEST_DATABASE_URL'] = server.url;
}

import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { query } from '../support/database.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'presend-embedded-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('keeps its data, also below a folder that nobody else may enter', async () => {
  await chmod(home, 0o700);
  const directory = join(home, 'postgres');
  const first = await EmbeddedPostgres.start(directory);
  await query(first.url, 'CREATE TABLE kept (n int)');
  await first.stop();
  const second = await EmbeddedPostgres.start(directory);
  expect(await query(second.url, 'SELECT * FROM kept')).toEqual([]);
  await second.stop();
}, 40_000);

it('uses the server again that a killed process left running', async () => {
  const directory = join(home, 'postgres');
  const first = await EmbeddedPostgres.start(directory);
  const second = await EmbeddedPostgres.start(directory);
  expect(second.url).toBe(first.url);
  // The one that did not start it does not stop it.
  await second.stop();
  expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await first.stop();
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow();
}, 40_000);

it('takes connections with its password only', async () => {
  const directory = join(home, 'postgres');
  const server = await EmbeddedPostgres.start(directory);
  expect(server.url).toContain((await readFile(`${directory}.password`, 'utf8')).trim());
  const url = new URL(server.url);
  url.password = 'wrong';
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await server.stop();
}, 40_000);

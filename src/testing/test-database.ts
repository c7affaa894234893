import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../database/embedded-postgres.js';

/**
 * An empty database for one test, on a real PostgreSQL.
 *
 * @example
 * const database = await TestDatabase.create();
 * database.url; // 'postgres://…/presend_test_1f00a3…'
 * await database.drop();
 */
export class TestDatabase {
  private constructor(
    /** A connection string. */
    readonly url: string,
    /** Makes it as if it had never been. */
    readonly drop: () => Promise<void>,
  ) {}

  /**
   * @param serverUrl a server on which databases may be created; default: `DATABASE_URL` of the environment, and
   * where there is none a PostgreSQL of its own is started in a temporary folder, in two or three seconds
   */
  static async create(serverUrl = process.env['DATABASE_URL']): Promise<TestDatabase> {
    return serverUrl ? TestDatabase.#on(serverUrl) : TestDatabase.#embedded();
  }

  static async #on(serverUrl: string): Promise<TestDatabase> {
    const name = `presend_test_${randomBytes(6).toString('hex')}`;
    await execute(serverUrl, `CREATE DATABASE ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    // Whoever is still connected lost the right to it when the test ended.
    return new TestDatabase(url.href, () => execute(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  }

  static async #embedded(): Promise<TestDatabase> {
    const directory = await mkdtemp(join(tmpdir(), 'presend-test-'));
    // Its data is thrown away: it need not survive a power cut.
    const server = await EmbeddedPostgres.start(join(directory, 'postgres'), { fsync: 'off' });
    return new TestDatabase(server.url, async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    });
  }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

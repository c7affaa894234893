import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Makes an empty database on the run's server. @returns its connection string */
export async function createDatabase(): Promise<string> {
  const server = process.env['PRESEND_TEST_DATABASE_URL']!;
  const name = `t_${randomBytes(6).toString('hex')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

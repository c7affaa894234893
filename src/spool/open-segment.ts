import { randomBytes } from 'node:crypto';
import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processStartTime, isAlive } from './process-start-time.js';

export const OPEN = '.open';
export const CLOSED = '.spool';

/** What is written is on the disk when the write returns: one trip to it instead of two. */
const FLAGS = constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_DSYNC;
const BIRTH = processStartTime(process.pid);

/** The segments that this process writes to, in whatever folder. */
const inUse = new Set<string>();

/**
 * The file of a spool that is being written to: `<begun>-<pid>-<birth>-<random>.open`, by whose name a later process
 * knows whether somebody still writes to it. Closed, it ends with `.spool`.
 */
export class OpenSegment {
  #size = 0;
  #begun = 0;

  private constructor(
    private readonly directory: string,
    private readonly name: string,
    private readonly file: FileHandle,
  ) {}

  /** The file is there when fulfilled, also after a power cut. */
  static async create(directory: string): Promise<OpenSegment> {
    const name = `${stamp()}-${process.pid}-${BIRTH}-${randomBytes(4).toString('hex')}`;
    const path = join(directory, name + OPEN);
    // Before it is there: whoever finds it has to know whose it is.
    inUse.add(path);
    const file = await open(path, FLAGS, 0o600);
    await syncDirectory(directory);
    return new OpenSegment(directory, name, file);
  }

  /** Whether a process that still runs, or this one, writes to a segment. */
  static isInUse(directory: string, name: string): boolean {
    const [, pid, birth] = name.split('-');
    return inUse.has(join(directory, name)) || isAlive(Number(pid), birth!);
  }

  /** Bytes that are durable. */
  get size(): number {
    return this.#size;
  }

  /** When its first row came, in milliseconds since 1970. */
  get begun(): number {
    return this.#begun;
  }

  /** Durable when fulfilled; what was written of it is cut off again when not, and nothing may follow. */
  async append(content: Buffer): Promise<void> {
    if (this.#size === 0) this.#begun = Date.now();
    try {
      const { bytesWritten } = await this.file.write(content);
      if (bytesWritten < content.length)
        throw new Error(`the disk took ${bytesWritten} of ${content.length} bytes`);
    } catch (error) {
      await this.file.truncate(this.#size).catch(() => {});
      throw error;
    }
    this.#size += content.length;
  }

  /** Makes it one that can be read; where nothing is in it, it goes. */
  async close(): Promise<void> {
    await this.file.close();
    // A full disk takes names still, one for each row that it refuses: they would wait for ever.
    const path = join(this.directory, this.name + OPEN);
    if (this.#size === 0) await rm(path, { force: true });
    else await rename(path, join(this.directory, this.#closedName));
    inUse.delete(path);
  }

  // It may have been made long before its first row came.
  get #closedName(): string {
    return stamp(this.#begun) + this.name.slice(this.name.indexOf('-')) + CLOSED;
  }
}

function stamp(time = Date.now()): string {
  return String(time).padStart(15, '0');
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

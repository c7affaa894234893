import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ClosedSegment, toLine } from './closed-segment.js';
import { Batcher } from '../database/batcher.js';
import { CLOSED, OPEN, OpenSegment } from './open-segment.js';

/** A segment is closed at this size, and can be drained and deleted then. */
const SEGMENT_BYTES = 1024 * 1024;

/**
 * Rows on this node's disk, until they can be stored where they belong.
 *
 * A folder of segment files, written at the end only. Rows that arrive together share one write and one fsync; `add`
 * is fulfilled after it. What a crash tore off at the end was never acknowledged, and everything before it is read
 * back. A segment that was drained twice, because the node died before it could delete it, does no harm where the rows
 * go: they carry their ids.
 *
 * Several processes may share the folder as long as they see each other's process ids; nodes in containers
 * want a folder each.
 */
export class Spool<Row> {
  readonly #writes = new Batcher<string>((lines) => this.#append(lines));
  #turn: Promise<void> = Promise.resolve();
  #current: OpenSegment | undefined;
  /** The one after it is made while there is time. */
  #next: Promise<OpenSegment> | undefined;
  readonly #closing = new Set<Promise<void>>();
  #total = 0;
  #oldest: number | undefined;

  private constructor(
    private readonly directory: string,
    private readonly limitBytes: number,
  ) {}

  /** Opens the folder and takes over what dead processes left in it. */
  static async open<Row>(directory: string, limitBytes: number): Promise<Spool<Row>> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const spool = new Spool<Row>(directory, limitBytes);
    for (const name of await spool.#names(CLOSED)) await spool.#count(name);
    await spool.takeOver();
    return spool;
  }

  /** Makes the segments of processes that died ones that wait here. */
  async takeOver(): Promise<void> {
    for (const name of await this.#names(OPEN)) {
      if (OpenSegment.isInUse(this.directory, name)) continue;
      const closed = name.replace(OPEN, CLOSED);
      try {
        await rename(join(this.directory, name), join(this.directory, closed));
      } catch (error) {
        // Another process was quicker.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        throw error;
      }
      await this.#count(closed);
    }
  }

  /** Bytes on disk that wait. */
  get bytes(): number {
    return this.#total;
  }

  /** When the oldest segment that waits was begun, in milliseconds since 1970; undefined where none waits. */
  get waitsSince(): number | undefined {
    return this.#oldest ?? (this.#isEmpty ? undefined : this.#current?.begun);
  }

  /** Durable when fulfilled. @throws where the spool is at its limit, or the disk takes no more */
  async add(row: Row): Promise<void> {
    await this.#writes.add(toLine(row));
  }

  /** The oldest rows; undefined where none wait. What is being written to is closed first, where it alone waits. */
  async oldest(): Promise<ClosedSegment<Row> | undefined> {
    const name = (await this.#firstName()) ?? (await this.#exclusively(() => this.#closeAndLook()));
    if (!name) return undefined;
    const path = join(this.directory, name);
    const size = (await sizeOf(path)) ?? 0;
    return ClosedSegment.read(path, () => this.#gone(size));
  }

  /** Waits for what is being written, and closes the segment. */
  async close(): Promise<void> {
    await this.#writes.idle();
    await this.#exclusively(() => this.#closeCurrent());
    await this.#dropNext();
    await Promise.all(this.#closing);
  }

  get #isEmpty(): boolean {
    return (this.#current?.size ?? 0) === 0;
  }

  async #append(lines: readonly string[]): Promise<void> {
    const content = Buffer.from(lines.join(''));
    await this.#exclusively(async () => {
      if (this.#total + content.length > this.limitBytes)
        throw new Error(`the spool is full (${this.limitBytes} bytes)`);
      this.#current ??= await this.#begin();
      try {
        await this.#current.append(content);
      } catch (error) {
        // Nothing is ever written behind a torn line.
        await this.#closeCurrent();
        throw error;
      }
      this.#total += content.length;
      if (this.#current.size >= SEGMENT_BYTES) this.#closeCurrent().catch(() => {});
      else if (this.#current.size >= SEGMENT_BYTES / 2) this.#prepareNext();
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

  #begin(): Promise<OpenSegment> {
    const prepared = this.#next;
    this.#next = undefined;
    return prepared?.catch(() => OpenSegment.create(this.directory)) ?? OpenSegment.create(this.directory);
  }

  // To make a file takes several trips to the disk, for which whoever adds a row need not wait.
  #prepareNext(): void {
    this.#next ??= OpenSegment.create(this.directory);
    // It is tried again when it is needed.
    this.#next.catch(() => {});
  }

  /** No row can come to the current segment any more when it returns, and it can be read when fulfilled. */
  async #closeCurrent(): Promise<void> {
    const segment = this.#current;
    if (!segment) return;
    if (segment.size > 0) this.#oldest ??= segment.begun;
    this.#current = undefined;
    const closing = segment.close();
    // Who cannot wait for it does not see it fail either: the next start takes the segment over.
    const settled = closing.catch(() => {}).finally(() => this.#closing.delete(settled));
    this.#closing.add(settled);
    await closing;
  }

  async #closeAndLook(): Promise<string | undefined> {
    await this.#closeCurrent();
    const name = await this.#firstName();
    // Whatever was counted, other processes may have drained some of the folder too.
    if (!name) {
      this.#total = 0;
      await this.#dropNext();
    }
    return name;
  }

  /** A segment of so many bytes is elsewhere. */
  async #gone(size: number): Promise<void> {
    this.#total = Math.max(this.#current?.size ?? 0, this.#total - size);
    this.#oldest = begunOf(await this.#firstName());
    if (this.#total === 0) await this.#dropNext();
  }

  /** A folder in which nothing waits holds nothing. */
  async #dropNext(): Promise<void> {
    const next = this.#next;
    this.#next = undefined;
    await (await next?.catch(() => undefined))?.close();
  }

  /** Adds a closed segment to what waits. */
  async #count(name: string): Promise<void> {
    const path = join(this.directory, name);
    const size = await sizeOf(path);
    // Whose process died before the first row, or whose disk was full.
    if (size === 0) return rm(path, { force: true });
    this.#total += size ?? 0;
    this.#oldest = Math.min(this.#oldest ?? Infinity, begunOf(name)!);
  }

  async #firstName(): Promise<string | undefined> {
    await Promise.all(this.#closing);
    return (await this.#names(CLOSED))[0];
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

function begunOf(name: string | undefined): number | undefined {
  return name === undefined ? undefined : Number(name.split('-')[0]);
}

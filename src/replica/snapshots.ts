import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { join } from 'node:path';
import { readSnapshot, writeSnapshot } from './snapshot-file.js';
import { SnapshotOptions } from './snapshot-options.js';

/** Rows in memory that can be written as lines, and read back. */
export interface SnapshotSource {
  /** The file's name without its ending, and the key in `/health/ready`. */
  readonly name: string;
  /** All rows, one line each. */
  lines(): Iterable<string>;
  /** Puts the row of a line back into memory. */
  restore(line: string): void;
  /** Runs after the last line was restored. If it fails, the snapshot is not used. */
  finishRestore?(): Promise<void>;
}

interface Registration {
  readonly source: SnapshotSource;
  timer?: NodeJS.Timeout;
  /** When the next snapshot is written, in milliseconds of `performance.now()`. */
  dueAt: number;
  /** How many milliseconds the last snapshot took. */
  tookMs: number;
  writing: Promise<void>;
}

/** The largest share of time that a node spends on writing one snapshot. */
const MAX_SHARE = 0.05;

/**
 * Stores on disk what a node knows from PostgreSQL. A node that starts while PostgreSQL is away begins with the
 * last snapshot.
 */
@Injectable()
export class Snapshots implements BeforeApplicationShutdown {
  readonly #logger = new Logger(Snapshots.name);
  readonly #directory: string;
  readonly #registrations = new Map<string, Registration>();
  readonly #restoredAt = new Map<string, Date>();
  #isFailing = false;

  constructor(@Inject(SnapshotOptions) { spoolDir }: SnapshotOptions) {
    this.#directory = join(spoolDir, 'snapshots');
  }

  /** Registers a source. Call it before {@link restore} and {@link schedule}. */
  register(source: SnapshotSource): void {
    this.#registrations.set(source.name, { source, dueAt: Infinity, tookMs: 0, writing: Promise.resolve() });
  }

  /** For each source that still holds a snapshot's rows: when that snapshot was taken (ISO 8601). */
  get restoredAt(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#restoredAt].map(([name, at]) => [name, at.toISOString()]));
  }

  /**
   * Restores the last snapshot of a source. A missing or damaged file is skipped, with a log line.
   *
   * @param isLoaded true: PostgreSQL's rows are in memory by now, and the snapshot is not needed any more
   */
  async restore(name: string, isLoaded: () => boolean): Promise<void> {
    try {
      const content = await readSnapshot(this.#pathOf(name));
      if (!content || isLoaded()) return;
      const { source } = this.#registrations.get(name)!;
      for (const line of content.lines) source.restore(line);
      await source.finishRestore?.();
      if (isLoaded()) return;
      this.#restoredAt.set(name, content.at);
      this.#logger.warn(
        `PostgreSQL is away: restored ${content.lines.length} lines of ${name} from ${content.at.toISOString()}.`,
      );
    } catch (error) {
      this.#logger.warn(`The snapshot of ${name} cannot be used: ${(error as Error).message}`);
    }
  }

  /** Memory holds PostgreSQL's rows again. */
  markCurrent(name: string): void {
    this.#restoredAt.delete(name);
  }

  /** Writes a snapshot in `ms` milliseconds, or later if it takes long to write. The earliest call counts. */
  schedule(name: string, ms: number): void {
    const registration = this.#registrations.get(name)!;
    const delay = Math.max(ms, registration.tookMs / MAX_SHARE);
    const dueAt = performance.now() + delay;
    if (dueAt >= registration.dueAt) return;
    registration.dueAt = dueAt;
    clearTimeout(registration.timer);
    registration.timer = setTimeout(() => void this.#take(registration), delay);
    registration.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const registrations = [...this.#registrations.values()];
    await Promise.all(registrations.map((one) => (one.dueAt < Infinity ? this.#take(one) : one.writing)));
  }

  #take(registration: Registration): Promise<void> {
    clearTimeout(registration.timer);
    registration.dueAt = Infinity;
    registration.writing = registration.writing.then(() => this.#write(registration));
    return registration.writing;
  }

  async #write(registration: Registration): Promise<void> {
    const { source } = registration;
    const startedAt = performance.now();
    try {
      await writeSnapshot(this.#pathOf(source.name), source.lines());
      registration.tookMs = performance.now() - startedAt;
      this.#isFailing = false;
    } catch (error) {
      // Log the first failure only: a full disk stays full for a while.
      if (!this.#isFailing)
        this.#logger.warn(`The snapshot of ${source.name} cannot be written: ${(error as Error).message}`);
      this.#isFailing = true;
    }
  }

  #pathOf(name: string): string {
    return join(this.#directory, `${name}.ndjson`);
  }
}

import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { join } from 'node:path';
import { readSnapshot, writeSnapshot } from './snapshot-file.js';
import { SnapshotOptions } from './snapshot-options.js';

/** What somebody keeps in memory, as lines. */
export interface SnapshotSource {
  /** Of the file, and in `/health/ready`. */
  readonly name: string;
  /** All of it, each entry a line of its own. */
  lines(): Iterable<string>;
  /** Puts an entry back. */
  restore(line: string): void;
}

interface Kept {
  readonly source: SnapshotSource;
  timer?: NodeJS.Timeout;
  dueAt: number;
  /** How long the last one took to be written. */
  tookMs: number;
  writing: Promise<void>;
}

/** Of the time, the share at the most in which snapshots are written. */
const MOST_SHARE = 0.05;

/**
 * What nodes have in memory of PostgreSQL, on their own disks: a node that starts while PostgreSQL is away begins
 * with what it knew last.
 */
@Injectable()
export class Snapshots implements BeforeApplicationShutdown {
  readonly #logger = new Logger(Snapshots.name);
  readonly #directory: string;
  readonly #kept = new Map<string, Kept>();
  readonly #inUse = new Map<string, Date>();
  #isFailing = false;

  constructor(@Inject(SnapshotOptions) { spoolDir }: SnapshotOptions) {
    this.#directory = join(spoolDir, 'snapshots');
  }

  /** Keeps a source from now on. */
  keep(source: SnapshotSource): void {
    this.#kept.set(source.name, { source, dueAt: Infinity, tookMs: 0, writing: Promise.resolve() });
  }

  /**
   * What memory holds by names of sources, where that is from a snapshot: when it was taken.
   */
  get inUse(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#inUse].map(([name, at]) => [name, at.toISOString()]));
  }

  /** Puts the last snapshot into memory, where there is a sound one. */
  async restore(name: string): Promise<void> {
    try {
      const content = await readSnapshot(this.#pathOf(name));
      if (!content) return;
      const { source } = this.#kept.get(name)!;
      for (const line of content.lines) source.restore(line);
      this.#inUse.set(name, content.at);
      this.#logger.warn(
        `PostgreSQL is away: ${name} are those of ${content.at.toISOString()}, ${content.lines.length} of them.`,
      );
    } catch (error) {
      this.#logger.warn(`The snapshot of ${name} cannot be used: ${(error as Error).message}`);
    }
  }

  /** Memory holds what PostgreSQL says again. */
  isCurrent(name: string): void {
    this.#inUse.delete(name);
  }

  /** Something changed: a snapshot is taken within `soonest` milliseconds, or later where it takes long to write. */
  due(name: string, soonest: number): void {
    const kept = this.#kept.get(name)!;
    const ms = Math.max(soonest, kept.tookMs / MOST_SHARE);
    const dueAt = performance.now() + ms;
    if (dueAt >= kept.dueAt) return;
    kept.dueAt = dueAt;
    clearTimeout(kept.timer);
    kept.timer = setTimeout(() => void this.#take(kept), ms);
    kept.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(
      [...this.#kept.values()].map((kept) => (kept.dueAt < Infinity ? this.#take(kept) : kept.writing)),
    );
  }

  #take(kept: Kept): Promise<void> {
    clearTimeout(kept.timer);
    kept.dueAt = Infinity;
    kept.writing = kept.writing.then(() => this.#write(kept));
    return kept.writing;
  }

  async #write(kept: Kept): Promise<void> {
    const { source } = kept;
    const startedAt = performance.now();
    try {
      await writeSnapshot(this.#pathOf(source.name), source.lines());
      kept.tookMs = performance.now() - startedAt;
      this.#isFailing = false;
    } catch (error) {
      // Said once: a full disk stays full for a while.
      if (!this.#isFailing)
        this.#logger.warn(`No snapshot of ${source.name} was taken: ${(error as Error).message}`);
      this.#isFailing = true;
    }
  }

  #pathOf(name: string): string {
    return join(this.#directory, `${name}.ndjson`);
  }
}

import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, OutcomeSink } from 'presend';

const MOST_IN_BATCH = 500;
const MOST_MS = 1_000;

/** Writes outcomes to NDJSON files, a batch each; whoever loads them takes files that are complete. */
@Injectable()
export class WarehouseSink implements OutcomeSink, OnModuleInit, OnApplicationShutdown {
  readonly name = 'warehouse';
  readonly #directory = process.env['WAREHOUSE_DIR'] ?? 'warehouse';
  readonly #logger = new Logger(WarehouseSink.name);
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();
  #batches = 0;

  async onModuleInit(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
  }

  push(outcome: Outcome): void {
    this.#lines.push(lineOf(outcome));
    if (this.#lines.length >= MOST_IN_BATCH) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), MOST_MS);
  }

  /** The last batch is not full. */
  async onApplicationShutdown(): Promise<void> {
    this.#flush();
    await this.#written;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    const name = `${Date.now()}-${process.pid}-${this.#batches++}.ndjson`;
    this.#written = this.#written
      .then(() => this.#write(name, lines))
      // The records have them: `GET /api/v1/messages` of that time fills the gap.
      .catch((error: unknown) =>
        this.#logger.error(`${lines.length} outcomes were not written: ${String(error)}`),
      );
  }

  async #write(name: string, lines: readonly string[]): Promise<void> {
    const unfinished = join(this.#directory, `.${name}`);
    await writeFile(unfinished, lines.join(''));
    await rename(unfinished, join(this.#directory, name));
  }
}

function lineOf({ id, receivedAt, event, verdict, decidedBy, elapsedMs }: Outcome): string {
  const { family, command, appId, conversationId, senderId, text } = event;
  const who = { family, command, appId, conversationId, senderId, text };
  return `${JSON.stringify({ id, receivedAt, ...who, verdict: verdict.kind, decidedBy, elapsedMs })}\n`;
}

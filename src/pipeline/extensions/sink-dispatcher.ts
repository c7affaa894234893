import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { PipelineMetrics } from '../pipeline.metrics.js';
import { type OutcomeSink, OutcomeSinks } from './outcome-sink.js';
import type { Outcome } from '../outcome.js';

const QUEUE_LIMIT = 10_000;
const CONCURRENCY = 16;
const PUSH_MS = 10_000;
/** How long a stopping node waits for its sinks. */
const DRAIN_MS = 3_000;

/** Gives outcomes to the sinks. Each sink has its own queue: a slow sink delays neither a reply nor another sink. */
@Injectable()
export class SinkDispatcher implements BeforeApplicationShutdown {
  readonly #queues: SinkQueue[];

  constructor(@Inject(OutcomeSinks) sinks: readonly OutcomeSink[], metrics: PipelineMetrics) {
    this.#queues = sinks.map((sink) => new SinkQueue(sink, () => metrics.sinkDrops.inc({ sink: sink.name })));
  }

  push(outcome: Outcome): void {
    for (const queue of this.#queues) queue.push(outcome);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref());
    await Promise.race([Promise.all(this.#queues.map((queue) => queue.drained())), late]);
  }
}

class SinkQueue {
  readonly #logger = new Logger(SinkDispatcher.name);
  readonly #waiting: Outcome[] = [];
  #running = 0;
  #dropped = 0;
  #onDrained: (() => void)[] = [];

  constructor(
    private readonly sink: OutcomeSink,
    private readonly onDrop: () => void,
  ) {}

  push(outcome: Outcome): void {
    if (this.#waiting.length >= QUEUE_LIMIT) {
      this.onDrop();
      // One line for ten thousand drops: a sink that is down must not fill the log.
      if (this.#dropped++ % QUEUE_LIMIT === 0) {
        this.#logger.warn(`Sink ${this.sink.name} is too slow: ${this.#dropped} outcome(s) dropped so far.`);
      }
      return;
    }
    this.#waiting.push(outcome);
    if (this.#running < CONCURRENCY) void this.#run();
  }

  drained(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onDrained.push(resolve));
  }

  async #run(): Promise<void> {
    this.#running++;
    for (let outcome = this.#waiting.shift(); outcome; outcome = this.#waiting.shift()) {
      await this.#pushOne(outcome);
    }
    if (--this.#running === 0) this.#onDrained.splice(0).forEach((resolve) => resolve());
  }

  async #pushOne(outcome: Outcome): Promise<void> {
    // The node sends the reply first.
    await new Promise((resolve) => setImmediate(resolve));
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        controller.abort(new DOMException('The sink took too long.', 'TimeoutError'));
        reject(controller.signal.reason as Error);
      }, PUSH_MS);
      timer.unref();
    });
    try {
      await Promise.race([late, this.#call(outcome, controller.signal)]);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      this.#logger.warn({ requestId: outcome.id, msg: `Sink ${this.sink.name} failed: ${name}` });
    } finally {
      clearTimeout(timer);
    }
  }

  /** `async`, so that the error of a sink that throws synchronously becomes a rejected promise. */
  async #call(outcome: Outcome, signal: AbortSignal): Promise<void> {
    await this.sink.push(outcome, signal);
  }
}

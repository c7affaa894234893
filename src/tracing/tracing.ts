import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Trace } from './trace.js';
import type { TraceExport } from './trace-export.js';
import { TracingOptions } from './tracing-options.js';

/**
 * Exports traces if `tracesUrl` is set. A trace is made after the reply, from times that the node measures anyway.
 * OpenTelemetry is loaded only with `tracesUrl`. Traces that come faster than the collector takes them are dropped.
 */
@Injectable()
export class Tracing implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(Tracing.name);
  #export: TraceExport | undefined;

  constructor(@Inject(TracingOptions) private readonly options: TracingOptions) {}

  async onModuleInit(): Promise<void> {
    const { tracesUrl } = this.options;
    if (!tracesUrl) return;
    const { TraceExport } = await import('./trace-export.js');
    this.#export = new TraceExport(tracesUrl, (problem) => this.#logger.warn(problem));
  }

  get isOn(): boolean {
    return this.#export !== undefined;
  }

  add(trace: Trace): void {
    this.#export?.add(trace);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#export?.close();
  }
}

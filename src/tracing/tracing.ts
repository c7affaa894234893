import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { TraceExport } from './trace-export.js';
import { TracingOptions } from './tracing-options.js';

/** A part of the time of what is traced; moments are of `performance.now()`. */
export interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What there is to say of one callback, when it has been answered. */
export interface Trace {
  readonly name: string;
  /** The header of whoever called, if there was one: `00-<trace>-<span>-<flags>`. */
  readonly traceparent: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly stages: readonly Stage[];
  /** Never an id of a person, a text, a path or a query. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly isFailure: boolean;
}

/**
 * Traces, where there is a collector for them: made when a callback has been answered, of moments that are measured
 * anyway. OpenTelemetry is loaded only then, and what the collector is too slow for is dropped.
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

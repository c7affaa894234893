import {
  type HrTime,
  ROOT_CONTEXT,
  type Context,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import { withTimeout } from '../resilience/with-timeout.js';
import type { Trace } from './trace.js';

/** How long a node that stops waits for its collector. */
const CLOSE_MS = 2_000;
const EXPORT_MS = 5_000;

/** Sends traces to a collector. OpenTelemetry itself reads the other variables of the standard: sampler, headers. */
export class TraceExport {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;

  /** @param onProblem called at the first failed export after a successful one */
  constructor(url: string, onProblem: (problem: string) => void) {
    const resource = defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'presend' }))
      .merge(detectResources({ detectors: [envDetector] }));
    const exporter = new QuietExporter(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS }), onProblem);
    this.#provider = new BasicTracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.#tracer = this.#provider.getTracer('presend');
  }

  add({ name, traceparent, from, to, stages, attributes, isFailure }: Trace): void {
    // All spans of a trace need the same offset, or their ends do not meet.
    const offset = Date.now() - performance.now();
    const moment = (at: number): HrTime => hrTimeOf(offset + at);
    const root = this.#tracer.startSpan(
      name,
      { kind: SpanKind.SERVER, startTime: moment(from), attributes },
      contextOf(traceparent),
    );
    const inside = trace.setSpan(ROOT_CONTEXT, root);
    for (const stage of stages) {
      this.#tracer.startSpan(stage.name, { startTime: moment(stage.from) }, inside).end(moment(stage.to));
    }
    if (isFailure) root.setStatus({ code: SpanStatusCode.ERROR });
    root.end(moment(to));
  }

  async close(): Promise<void> {
    await withTimeout(
      this.#provider.shutdown().catch(() => {}),
      CLOSE_MS,
      () => undefined,
    );
  }
}

/** Reports a failing collector once, not for every batch. */
class QuietExporter implements SpanExporter {
  #isFailing = false;

  constructor(
    private readonly inner: SpanExporter,
    private readonly onProblem: (problem: string) => void,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.inner.export(spans, (result) => {
      // 0 is success, 1 is failure.
      const isFailing = result.code !== 0;
      if (isFailing && !this.#isFailing) {
        this.onProblem(
          `The collector does not accept traces; the node drops them: ${result.error?.message ?? 'unknown'}`,
        );
      }
      this.#isFailing = isFailing;
      done({ code: 0 });
    });
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}

function hrTimeOf(millis: number): HrTime {
  return [Math.floor(millis / 1000), Math.round((millis % 1000) * 1e6)];
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
function contextOf(traceparent: string | undefined): Context {
  const match = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})/.exec(traceparent ?? '');
  if (!match) return ROOT_CONTEXT;
  const [, traceId, spanId, flags] = match as unknown as [string, string, string, string];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

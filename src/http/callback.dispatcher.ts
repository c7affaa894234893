import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { Metrics } from '../metrics/metrics.js';
import { Tracing } from '../tracing/tracing.js';
import { AdmissionControl } from './admission-control.js';
import { CallbackExpressAdapter } from './callback-express.adapter.js';
import { CallbackOptions } from '../pipeline/callback-options.js';
import type { CallbackPlatform } from '../pipeline/callback-platform.js';
import type { CallbackRequest, EnterRoute } from './callback-request.js';
import { CommandTable } from '../pipeline/command-table.js';
import { Callback } from '../pipeline/callback.js';
import { FailureFilter } from '../pipeline/failure.filter.js';
import { readBody } from './read-body.js';
import { sendEnvelope } from './send-envelope.js';
import { ShortWay } from '../pipeline/short-way.service.js';
import { type StraightHandler, StraightHandlers } from '../pipeline/straight-handlers.service.js';
import { StraightWay } from '../pipeline/straight-way.service.js';

/** Longer than any vendor's url, and than what proxies let through. */
const MAX_URL = 16 * 1024;
/** Of urls that are no callbacks: as Nest writes its errors. */
const URL_TOO_LONG = '{"message":"The url is too long.","error":"URI Too Long","statusCode":414}';

/**
 * The door of the pipeline: takes the requests that a platform owns, reads their bodies, and leads each to the
 * controller's method that declared its command.
 */
@Injectable()
export class CallbackDispatcher implements OnModuleInit {
  readonly #logger = new Logger(CallbackDispatcher.name);
  readonly #maxBody: number;
  #platforms: CallbackPlatform[] = [];

  constructor(
    @Inject(CallbackOptions) private readonly options: CallbackOptions,
    private readonly table: CommandTable,
    private readonly failures: FailureFilter,
    private readonly metrics: Metrics,
    private readonly tracing: Tracing,
    private readonly queue: AdmissionControl,
    private readonly shortWay: ShortWay,
    private readonly straightWay: StraightWay,
    private readonly handlers: StraightHandlers,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.#maxBody = options.maxBodyKb * 1024;
  }

  onModuleInit(): void {
    this.#platforms = [...this.table.platforms];
    const adapter = this.adapterHost.httpAdapter;
    if (adapter instanceof CallbackExpressAdapter) {
      // In a server that is not ours, urls that are no callbacks are the host's.
      adapter.intercept(
        (request, response, enter) => this.take(request, response, enter) || refuseLongUrl(request, response),
      );
    }
  }

  /** Takes a request if it is a callback, and tells whether it was one. */
  take(request: CallbackRequest, response: ServerResponse, enter: EnterRoute): boolean {
    const [path, query] = targetOf(request.url!);
    const method = request.method!;
    const platform = this.#platforms.find((candidate) => candidate.owns(path));
    // The root is for people too: without a query, only POST is a vendor's.
    if (!platform || (path === '/' && method !== 'POST' && query === '')) return false;
    if (request.url!.length > MAX_URL) return this.#refuseLongUrl(platform, request, response);
    const callback = new Callback(platform, method, path, query, this.options.deadlineMs);
    request.callback = callback;
    if (this.tracing.isOn) callback.traceparent = request.headers['traceparent'] as string | undefined;
    void this.#run(callback, request, response, enter);
    return true;
  }

  // Nothing of it is believed or kept: neither is its caller known, nor its query worth reading.
  #refuseLongUrl(platform: CallbackPlatform, request: CallbackRequest, response: ServerResponse): boolean {
    this.#logger.warn(`Refused a caller of ${platform.name}: its url is longer than ${MAX_URL} characters`);
    this.metrics.refusedCallers.inc({ platform: platform.name });
    return refuseLongUrl(request, response, platform.refusal('url-too-long'));
  }

  async #run(
    callback: Callback,
    request: CallbackRequest,
    response: ServerResponse,
    enter: EnterRoute,
  ): Promise<void> {
    try {
      const text = await readBody(request, this.#maxBody);
      callback.tooLarge = text === null;
      callback.text = text ?? '';
      callback.marks.read = performance.now();
    } catch {
      // Nobody is there to be answered, and half a message is none.
      this.#logger.debug({
        requestId: callback.id,
        msg: 'The caller went away before its request was complete.',
      });
      return;
    }
    try {
      callback.route = this.table.find(callback);
      const start = (): void => this.#enter(callback, request, response, enter);
      if (this.queue.admit(start)) return;
      if (!(await this.shortWay.answer(callback, response))) start();
    } catch (error) {
      await this.failures.answer(callback, error, response);
    }
  }

  #enter(callback: Callback, request: CallbackRequest, response: ServerResponse, enter: EnterRoute): void {
    const { innerPath } = callback.route;
    const handler = this.handlers.find(innerPath);
    if (handler) {
      void this.#goStraight(callback, handler, response);
      return;
    }
    try {
      enter(innerPath, request, response);
    } catch (error) {
      void this.failures.answer(callback, error, response);
    }
  }

  async #goStraight(callback: Callback, handler: StraightHandler, response: ServerResponse): Promise<void> {
    try {
      await this.straightWay.answer(callback, handler, response);
    } catch (error) {
      await this.failures.answer(callback, error, response);
    }
  }
}

/** Answers a request whose url is too long, and tells whether it was. */
function refuseLongUrl(request: CallbackRequest, response: ServerResponse, envelope = URL_TOO_LONG): boolean {
  if (request.url!.length <= MAX_URL) return false;
  request.resume();
  sendEnvelope(response, 414, envelope);
  return true;
}

/** Path and query of a request line, which proxies write as a whole url, and careless joins with `//`. */
function targetOf(url: string): [path: string, query: string] {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  return [path.startsWith('/') && !path.startsWith('//') ? path : path.replace(/^\/*/, '/'), query];
}

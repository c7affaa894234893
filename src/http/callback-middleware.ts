import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallbackPipeline } from '../pipeline/callback-pipeline.js';
import { Callback } from '../pipeline/callback.js';
import { CommandTable } from '../pipeline/commands/command-table.js';
import { PipelineOptions } from '../pipeline/pipeline-options.js';
import { CallbackExpressAdapter } from './callback-express.adapter.js';
import { CallbackReceiver } from './callback-receiver.js';

/** Longer than any vendor's url, and than the urls that proxies let through. */
const MAX_URL = 16 * 1024;
/** The reply to other urls that are too long, as Nest writes its errors. */
const URL_TOO_LONG = '{"message":"The url is too long.","error":"URI Too Long","statusCode":414}';

/**
 * Takes the requests that belong to a platform; all others are the host's.
 *
 * It stands in front of the host's body parsers, guards, pipes, interceptors and filters: none of them meets a
 * callback.
 */
@Injectable()
export class CallbackMiddleware {
  constructor(
    @Inject(PipelineOptions) private readonly options: PipelineOptions,
    private readonly commands: CommandTable,
    private readonly pipeline: CallbackPipeline,
    private readonly receiver: CallbackReceiver,
    adapterHost: HttpAdapterHost,
  ) {
    // Nest adds its body parsers after the adapter is known. A testing module learns of the adapter after this provider.
    adapterHost.init$.subscribe({ complete: () => this.#install(adapterHost) });
  }

  #install({ httpAdapter }: HttpAdapterHost): void {
    if (httpAdapter instanceof CallbackExpressAdapter) {
      httpAdapter.intercept(
        (request, response) => this.#take(request, response) || this.#refuseLongUrl(request, response),
      );
      return;
    }
    // Not through Nest's consumer: Express would cut the matched path off the url.
    httpAdapter.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (!this.#take(request, response)) next();
    });
  }

  /** Takes a request if it is a callback, and tells whether it is one. */
  #take(request: IncomingMessage, response: ServerResponse): boolean {
    const [path, queryString] = targetOf(request.url!);
    const method = request.method!;
    // People open the root too, with any query (`/?utm_source=x`): only a POST is a vendor's.
    if (path === '/' && method !== 'POST') return false;
    for (const platform of this.commands.platforms) {
      if (!platform.matchesPath(path)) continue;
      if (request.url!.length > MAX_URL) {
        // The node does not read the query of such a url, so it cannot know the caller.
        this.receiver.refuse(request, response, this.pipeline.rejectLongUrl(platform, MAX_URL));
        return true;
      }
      const { headers } = request;
      const callback = new Callback(
        platform,
        { method, path, queryString, headers },
        this.options.deadlineMs,
      );
      this.receiver.receive(callback, request, response);
      return true;
    }
    return false;
  }

  /** On Presend's own server the limit holds for the urls of all requests. */
  #refuseLongUrl(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url!.length <= MAX_URL) return false;
    this.receiver.refuse(request, response, { status: 414, body: URL_TOO_LONG });
    return true;
  }
}

/** Path and query of a request line. Proxies write it as a whole url; careless joins begin it with `//`. */
function targetOf(url: string): [path: string, queryString: string] {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const queryString = mark < 0 ? '' : target.slice(mark + 1);
  return [path.startsWith('/') && !path.startsWith('//') ? path : path.replace(/^\/*/, '/'), queryString];
}

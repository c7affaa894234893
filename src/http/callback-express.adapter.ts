import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { CallbackRequest, EnterRoute } from './callback-request.js';
import { INNER_PATH } from '../pipeline/callback-route.js';
import { sendEnvelope } from './send-envelope.js';

type Handler = (request: unknown, response: unknown, next: (error?: unknown) => void) => void;
type Interceptor = (request: CallbackRequest, response: ServerResponse, enter: EnterRoute) => boolean;

/** OpenIM's client keeps idle connections and does not repeat a POST that meets a closed one. */
const KEEP_ALIVE_MS = 125_000;
/** A busy load balancer uses each of its connections many times within this time. */
const DRAIN_MS = 1_000;
/** Of the admin API's requests that are JSON. It is parsed before anybody looks who sends it. */
const MOST_JSON = '2mb';
/** No vendor waits longer for an answer. */
const LAST_REPLY_MS = 5_000;
/** More than any url that is answered: one that is too long gets the vendor's envelope, not Node's bare 431. */
const MAX_HEADER_BYTES = 128 * 1024;
/** A whole request has to arrive within this time: vendors wait 2 to 5 seconds. */
const REQUEST_MS = 10_000;

/**
 * Express without its two costs on the way of a callback, for `NestFactory.create(App, new
 * CallbackExpressAdapter())`. With Nest's own adapter everything works too, slower.
 *
 * 1. Express sets the prototypes of each request and response, which throws away V8's shapes. Here the server
 *    makes them with Express's members from the start, and Express's own call changes nothing.
 * 2. A callback's route is known from a table: it enters Nest's handler (guards, pipes, interceptors, filters)
 *    without passing Express's list of routes.
 */
export class CallbackExpressAdapter extends ExpressAdapter {
  readonly #handlers = new Map<string, Handler>();
  #interceptor: Interceptor | undefined;
  #isClosing = false;

  /** @param drainMs how long kept connections may bring a last request when the server closes */
  constructor(private readonly drainMs = DRAIN_MS) {
    super();
  }

  /** Shows each request to `interceptor` before Express; one that it takes (answers true) Express never sees. */
  intercept(interceptor: Interceptor): void {
    this.#interceptor = interceptor;
  }

  // Nest registers its routes here; those of callbacks are kept out of Express.
  override post(...args: unknown[]): unknown {
    const [path, handler] = args;
    const at = typeof path === 'string' ? path.indexOf(INNER_PATH) : -1;
    if (at < 0) return (super.post as (...args: unknown[]) => unknown)(...args);
    this.#handlers.set((path as string).slice(at), handler as Handler);
    return this;
  }

  // A set of five thousand rules is no small request; callbacks are read elsewhere.
  override registerParserMiddleware(prefix?: string, rawBody?: boolean): void {
    this.useBodyParser('json', rawBody ?? false, { limit: MOST_JSON });
    super.registerParserMiddleware(prefix!, rawBody!);
  }

  override reply(response: unknown, body: unknown, statusCode?: number): unknown {
    const { req } = response as ServerResponse<CallbackRequest>;
    if (req.callback && typeof body === 'string') {
      return sendEnvelope(response as ServerResponse, statusCode ?? 200, body);
    }
    return super.reply(response, body, statusCode);
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    app.disable('x-powered-by');
    const { Request, Response } = classesOf(app);
    const listener: RequestListener = (request, response) => {
      if (this.#isClosing) response.shouldKeepAlive = false;
      if (!this.#interceptor?.(request as CallbackRequest, response, this.#enter)) app(request, response);
    };
    const server = createServer(
      {
        IncomingMessage: Request,
        ServerResponse: Response,
        keepAliveTimeout: KEEP_ALIVE_MS,
        requestTimeout: REQUEST_MS,
        headersTimeout: REQUEST_MS,
        connectionsCheckingInterval: 1_000,
        maxHeaderSize: MAX_HEADER_BYTES,
      },
      listener,
    );
    // Their bytes are limited: Node's own limit leaves headers out without a word, and from 24 on refuses.
    server.maxHeadersCount = 0;
    this.httpServer = server as never;
  }

  /**
   * Stops accepting, and answers what still comes on kept connections with `Connection: close`: a load balancer
   * then ends each itself, instead of finding it closed under a request that it must not repeat.
   */
  override async close(): Promise<void> {
    this.beforeClose();
    this.#isClosing = true;
    const server = this.httpServer as unknown as Server | undefined;
    if (!server?.listening) return;
    // Connections that wait to be accepted would be reset: right after a look at the sockets there are next to none.
    await new Promise((resolve) => setImmediate(resolve));
    // Not its own close(), which ends idle connections at once.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    const idle = setTimeout(() => server.closeIdleConnections(), this.drainMs);
    const all = setTimeout(() => server.closeAllConnections(), this.drainMs + LAST_REPLY_MS);
    // An answer that was under way keeps its connection: it is idle only now.
    const rest = setInterval(() => server.closeIdleConnections(), this.drainMs + 100);
    await closed;
    clearTimeout(idle);
    clearTimeout(all);
    clearInterval(rest);
  }

  readonly #enter: EnterRoute = (innerPath, request, response) => {
    const handler = this.#handlers.get(innerPath);
    if (!handler)
      throw new Error(`Nest has no route for ${innerPath}: its controller has to be in a module.`);
    handler(request, response, () => {});
  };
}

function classesOf(app: Express): { Request: typeof IncomingMessage; Response: typeof ServerResponse } {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse {}
  // Those of the copy of Express that made the application: a host may have several.
  Object.defineProperties(Request.prototype, Object.getOwnPropertyDescriptors(parentOf(app.request)));
  Object.defineProperties(Response.prototype, Object.getOwnPropertyDescriptors(parentOf(app.response)));
  const member = { value: app, configurable: true, enumerable: true, writable: true };
  Object.defineProperty(Request.prototype, 'app', member);
  Object.defineProperty(Response.prototype, 'app', member);
  app.request = Request.prototype as Express['request'];
  app.response = Response.prototype as unknown as Express['response'];
  return { Request, Response: Response as typeof ServerResponse };
}

function parentOf(prototype: object): object {
  return Object.getPrototypeOf(prototype) as object;
}

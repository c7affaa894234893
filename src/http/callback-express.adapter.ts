import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';

type RequestInterceptor = (request: IncomingMessage, response: ServerResponse) => boolean;

/** OpenIM's client keeps idle connections, and does not repeat a POST on a closed one. */
const KEEP_ALIVE_MS = 125_000;
/** Connections that may wait to be accepted. Node's default, 511, is too few for a load balancer that reconnects. */
const BACKLOG = 4_096;
/** Within this time a busy load balancer uses each of its connections many times. */
const DRAIN_MS = 1_000;
/** The largest JSON body of an admin call. The parser reads it before the key is checked. */
const MAX_JSON = '2mb';
/** No vendor waits longer for a reply. */
const LAST_REPLY_MS = 5_000;
/** More than the longest url: a caller gets the vendor's format for a longer one, not Node's bare 431. */
const MAX_HEADER_BYTES = 128 * 1024;
/** A whole request has to arrive within this time. Vendors wait 2 to 5 seconds. */
const REQUEST_MS = 10_000;

/**
 * Express without its cost for callbacks, for `NestFactory.create(App, new CallbackExpressAdapter())`. Any other
 * adapter of Nest works too, and is slower.
 *
 * 1. Callbacks leave before Express sees them.
 * 2. Express sets the prototypes of each request and response, which throws V8's shapes away. This server makes both
 *    with Express's members from the start, so that Express's own call changes nothing.
 */
export class CallbackExpressAdapter extends ExpressAdapter {
  #interceptor: RequestInterceptor | undefined;
  #isClosing = false;

  /** @param drainMs how long kept connections may send a last request when the server closes */
  constructor(private readonly drainMs = DRAIN_MS) {
    super();
  }

  /** Shows each request to `interceptor` first. If it returns true, Express never sees the request. */
  intercept(interceptor: RequestInterceptor): void {
    this.#interceptor = interceptor;
  }

  // A set of five thousand rules is a large request. Callbacks are read elsewhere.
  override registerParserMiddleware(prefix?: string, rawBody?: boolean): void {
    this.useBodyParser('json', rawBody ?? false, { limit: MAX_JSON });
    super.registerParserMiddleware(prefix!, rawBody!);
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    app.disable('x-powered-by');
    const { Request, Response } = classesOf(app);
    const listener: RequestListener = (request, response) => {
      if (this.#isClosing) response.shouldKeepAlive = false;
      if (!this.#interceptor?.(request, response)) app(request, response);
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
    // The size of the headers is limited. Node's limit on their number drops headers silently; 24 and later reject.
    server.maxHeadersCount = 0;
    this.httpServer = server as never;
  }

  /** Listens with a backlog for thousands of connections; the system bounds it by `net.core.somaxconn`. */
  override listen(port: string | number, hostname: string, callback?: () => void): Server;
  override listen(port: string | number, callback?: () => void): Server;
  override listen(port: string | number, ...rest: unknown[]): Server {
    const host = typeof rest[0] === 'string' ? rest[0] : undefined;
    const callback = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    const server = this.httpServer as unknown as Server;
    // A name is a local socket, as Node reads it.
    if (Number.isNaN(Number(port))) return server.listen({ path: String(port), backlog: BACKLOG }, callback);
    return server.listen({ port: Number(port), host, backlog: BACKLOG }, callback);
  }

  /**
   * Stops accepting, and answers requests on kept connections with `Connection: close`. A load balancer then ends each
   * connection itself, and does not find it closed under a request that it must not repeat.
   */
  override async close(): Promise<void> {
    this.beforeClose();
    this.#isClosing = true;
    const server = this.httpServer as unknown as Server | undefined;
    if (!server?.listening) return;
    // Connections that wait to be accepted are reset: right after a turn of the event loop there are almost none.
    await new Promise((resolve) => setImmediate(resolve));
    // The server's own close() ends idle connections at once.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    const idle = setTimeout(() => server.closeIdleConnections(), this.drainMs);
    const all = setTimeout(() => server.closeAllConnections(), this.drainMs + LAST_REPLY_MS);
    // A connection with a reply under way is idle only afterwards.
    const rest = setInterval(() => server.closeIdleConnections(), this.drainMs + 100);
    await closed;
    clearTimeout(idle);
    clearTimeout(all);
    clearInterval(rest);
  }
}

function classesOf(app: Express): { Request: typeof IncomingMessage; Response: typeof ServerResponse } {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse {}
  // The prototypes of the copy of Express that made the application: a host may have several copies.
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

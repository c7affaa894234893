import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as overHttp,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { Exchange } from './exchange.js';

/** How long each vendor waits. Tencent's timeout is fixed; OpenIM's is the default of its webhooks.yml. */
const TIMEOUT_MS = { tencent: 2_000, openim: 5_000 } as const;

/** The HTTP connections of a vendor. They stay open, as those of the vendor's servers do. */
export class VendorConnection {
  readonly #base: URL;
  readonly #agent: HttpAgent;
  readonly #request: typeof overHttp;

  /**
   * @param maxConnections requests wait while all connections are in use
   * @param timeoutMs how long to wait for an answer; default: as long as the vendor waits
   */
  constructor(
    url: string,
    maxConnections: number,
    private readonly timeoutMs?: number,
  ) {
    this.#base = new URL(url);
    const isSecure = this.#base.protocol === 'https:';
    this.#request = isSecure ? overHttps : overHttp;
    const settings = {
      keepAlive: true,
      maxSockets: maxConnections,
      maxFreeSockets: maxConnections,
      scheduling: 'lifo',
    } as const;
    this.#agent = isSecure ? new HttpsAgent(settings) : new HttpAgent(settings);
  }

  /** Never rejects: the exchange tells the error. @param dueAt by `performance.now()` */
  send(request: OutgoingRequest, dueAt: number): Promise<Exchange> {
    const { callback, bytes, path } = request;
    const lagMs = performance.now() - dueAt;
    return new Promise((resolve) => {
      const finish = (answer: Exchange['answer'], error: string | null): void => {
        clearTimeout(timer);
        resolve({ request, answer, error, lagMs, ms: performance.now() - dueAt });
      };
      const sent: ClientRequest = this.#request(
        {
          ...this.#to(path),
          method: 'POST',
          // Tencent's callbacks have no Content-Type.
          headers: {
            'content-length': bytes.length,
            ...(callback.platform === 'openim' ? { 'content-type': 'application/json; charset=utf-8' } : {}),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => finish(readResponse(callback, response, Buffer.concat(chunks)), null))
            .on('error', (error: NodeJS.ErrnoException) => finish(null, error.code ?? error.message));
        },
      );
      const timer = setTimeout(() => {
        finish(null, 'timeout');
        sent.destroy();
      }, this.timeoutMs ?? TIMEOUT_MS[callback.platform]);
      sent.on('error', (error: NodeJS.ErrnoException) => finish(null, error.code ?? error.message));
      sent.end(bytes);
    });
  }

  /** Opens connections in advance. Never rejects: `send` opens a missing connection, or reports its error. */
  async warm(count: number): Promise<void> {
    const opening = Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const warmUp = this.#request(this.#to('/health/live'), (response) => {
            response.resume().on('end', resolve);
          });
          warmUp.on('error', resolve).end();
        }),
    );
    await Promise.all(opening);
  }

  close(): void {
    this.#agent.destroy();
  }

  #to(path: string): RequestOptions {
    const { protocol, hostname, port, pathname } = this.#base;
    return { agent: this.#agent, protocol, hostname, port, path: pathname.replace(/\/$/, '') + path };
  }
}

function readResponse(
  callback: VendorCallback,
  { statusCode, headers }: IncomingMessage,
  bytes: Buffer,
): VendorAnswer {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { callback, status: statusCode!, headers: new Headers(entries), text: bytes.toString() };
}
